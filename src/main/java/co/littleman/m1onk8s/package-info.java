/**
 * An end-to-end verification of a small Kubernetes stack. Start at {@link co.littleman.m1onk8s.Verification}; data
 * flows through the rooms in this order: settings, verdict, cluster, stack, rollout, route, redis, metrics, evidence,
 * claims, report.
 */
@NullMarked
package co.littleman.m1onk8s;

import org.jspecify.annotations.NullMarked;
