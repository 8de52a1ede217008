/** Claims about the pods: complete, whole, and calm. */
@NullMarked
package co.littleman.m1onk8s.claims.rollout;

import org.jspecify.annotations.NullMarked;
