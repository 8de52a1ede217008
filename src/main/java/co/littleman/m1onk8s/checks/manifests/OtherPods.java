// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.apply.Applier;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods of a namespace that run or will run, and are neither the component's own nor this suite's. */
final class OtherPods {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private OtherPods() {}

    static List<Pod> than(List<Pod> own, List<Pod> all) {
        Set<String> names = own.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
        return all.stream()
                .filter(pod -> !names.contains(pod.getMetadata().getName()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus() == null
                        || !ENDED.contains(String.valueOf(pod.getStatus().getPhase())))
                .filter(pod -> !Applier.FIELD_MANAGER.equals(labels(pod).get(MANAGED_BY)))
                .toList();
    }

    static Map<String, String> labels(Pod pod) {
        return pod.getMetadata().getLabels() == null
                ? Map.of()
                : pod.getMetadata().getLabels();
    }
}
