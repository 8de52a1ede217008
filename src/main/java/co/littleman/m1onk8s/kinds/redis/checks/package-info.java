/** Checks about Redis, as Magento uses it. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.checks;

import org.jspecify.annotations.NullMarked;
