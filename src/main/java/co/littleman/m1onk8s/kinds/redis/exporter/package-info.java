/** Checks about what is measured, and whether it is true. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.exporter;

import org.jspecify.annotations.NullMarked;
