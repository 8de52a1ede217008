/** Checks about Redis, as Magento uses it. */
@NullMarked
package co.littleman.m1onk8s.checks.redis;

import org.jspecify.annotations.NullMarked;
