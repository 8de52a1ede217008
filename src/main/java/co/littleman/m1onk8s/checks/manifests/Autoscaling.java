// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

/** Whom an autoscaler scales. */
final class Autoscaling {
    private Autoscaling() {}

    /** True if it decides how many replicas the workload of its namespace has. */
    static boolean targets(HorizontalPodAutoscaler autoscaler, String kind, String name) {
        CrossVersionObjectReference target = autoscaler.getSpec().getScaleTargetRef();
        return kind.equals(target.getKind()) && name.equals(target.getName());
    }
}
