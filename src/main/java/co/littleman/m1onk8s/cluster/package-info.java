/** Where the stack runs: an ephemeral k3s or an existing cluster by an explicit context. */
@NullMarked
package co.littleman.m1onk8s.cluster;

import org.jspecify.annotations.NullMarked;
