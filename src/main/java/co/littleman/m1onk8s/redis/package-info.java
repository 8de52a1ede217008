/** What Redis must do, in a few verbs over jedis. */
@NullMarked
package co.littleman.m1onk8s.redis;

import org.jspecify.annotations.NullMarked;
