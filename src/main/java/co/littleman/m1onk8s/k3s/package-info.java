/** A k3s node in a container: started for a run, or reused. */
@NullMarked
package co.littleman.m1onk8s.k3s;

import org.jspecify.annotations.NullMarked;
