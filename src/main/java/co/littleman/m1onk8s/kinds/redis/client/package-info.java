/** Asks a Redis: over jedis through a port-forward or a client pod, or with redis-cli from there. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.client;

import org.jspecify.annotations.NullMarked;
