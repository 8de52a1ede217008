/** Claims about Redis, as Magento uses it. */
@NullMarked
package co.littleman.m1onk8s.claims.redis;

import org.jspecify.annotations.NullMarked;
