/** Checks about the pods: complete, whole, and calm. */
@NullMarked
package co.littleman.m1onk8s.checks.rollout;

import org.jspecify.annotations.NullMarked;
