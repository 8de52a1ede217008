/** How we wait: on a local, watched view of the namespace, with early stops and budgets. */
@NullMarked
package co.littleman.m1onk8s.rollout;

import org.jspecify.annotations.NullMarked;
