/** Asks a Redis: over jedis through a port-forward, or with redis-cli from a client pod. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.client;

import org.jspecify.annotations.NullMarked;
