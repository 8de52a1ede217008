/** Redis as a component kind: it is registered here, with all that belongs to it in its own packages. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis;

import org.jspecify.annotations.NullMarked;
