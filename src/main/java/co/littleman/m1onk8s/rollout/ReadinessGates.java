// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Conditions that somebody else is to set before a pod is ready, such as the controller of a load balancer. Its
 * containers are ready: that is no matter of time.
 */
record ReadinessGates(Workload workload, Environment circumstances) {
    /** A controller sets it at once, if there is one. */
    private static final Duration NOBODY = Duration.ofSeconds(1);

    /** The trouble of a pod whose containers are all ready, and which is not. */
    Optional<RolloutProblem> of(Pod pod) {
        List<String> gates = areContainersReady(pod) ? missing(pod) : List.of();
        return gates.isEmpty() ? Optional.empty() : Optional.of(trouble(pod, gates));
    }

    private static boolean areContainersReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("ContainersReady")
                        && condition.getStatus().equals("True"));
    }

    /** The gates that are not True. */
    static List<String> missing(Pod pod) {
        if (pod.getSpec() == null) {
            return List.of();
        }
        return pod.getSpec().getReadinessGates().stream()
                .map(PodReadinessGate::getConditionType)
                .filter(gate -> pod.getStatus().getConditions().stream()
                        .noneMatch(condition -> condition.getType().equals(gate)
                                && condition.getStatus().equals("True")))
                .toList();
    }

    private RolloutProblem trouble(Pod pod, List<String> gates) {
        boolean mayBeSet = circumstances.mayStillBeSet();
        return new RolloutProblem(
                Finding.of(
                                Cause.ROLLOUT_INCOMPLETE,
                                "Pods of %s %s wait for a readiness gate that nobody has set: %s."
                                        .formatted(workload.kind(), workload.name(), String.join(", ", gates)))
                        .expected("a controller that sets the gate's condition to True")
                        .seen("containers ready, pod %s not"
                                .formatted(pod.getMetadata().getName()))
                        .detail("declared", workload.reference(), workload.file())
                        .likely(
                                mayBeSet
                                        ? "the controller that sets it (of a load balancer, most often) is late, or is not on this cluster"
                                        : "nothing in the manifests sets it, and the cluster has no controller for it: leave spec.readinessGates out, or install it")
                        .next("kubectl -n %s get pod %s -o yaml   # spec.readinessGates, and status.conditions"
                                .formatted(
                                        workload.namespace(), pod.getMetadata().getName())),
                mayBeSet ? RolloutProblem.UNTIL_BUDGET : NOBODY);
    }
}
