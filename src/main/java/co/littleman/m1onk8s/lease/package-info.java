/**
 * What marks a run on a cluster: its Lease, the labels on what it creates, and the removal of what killed runs left.
 */
@NullMarked
package co.littleman.m1onk8s.lease;

import org.jspecify.annotations.NullMarked;
