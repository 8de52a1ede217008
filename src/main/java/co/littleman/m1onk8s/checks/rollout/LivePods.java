// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Pods that are meant to serve: an evicted one stays behind as a record and serves nobody. */
final class LivePods {
    private LivePods() {}

    static List<Pod> of(ComponentContext it) {
        return it.pods().stream().filter(LivePods::hasNotEnded).toList();
    }

    static boolean hasNotEnded(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return !"Failed".equals(phase) && !"Succeeded".equals(phase);
    }
}
