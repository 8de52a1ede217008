/** Fetches and reads pages of metrics as Prometheus does. */
@NullMarked
package co.littleman.m1onk8s.metrics;

import org.jspecify.annotations.NullMarked;
