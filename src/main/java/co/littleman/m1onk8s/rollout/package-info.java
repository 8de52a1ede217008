/** Waits for a rollout on a watched view of the namespace, and ends the wait early if nothing can get better. */
@NullMarked
package co.littleman.m1onk8s.rollout;

import org.jspecify.annotations.NullMarked;
