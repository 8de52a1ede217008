/** How a Redis bears a full memory, a hang, a save and the loss of its pod. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.disruption;

import org.jspecify.annotations.NullMarked;
