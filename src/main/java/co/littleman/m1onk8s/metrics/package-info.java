/** What Prometheus would see: pages of metrics, fetched and read. */
@NullMarked
package co.littleman.m1onk8s.metrics;

import org.jspecify.annotations.NullMarked;
