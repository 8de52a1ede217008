// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A bare Pod that has ended: nothing starts it again, and nothing makes another one. */
final class EndedPod {
    private EndedPod() {}

    /**
     * The problem; none if the workload has a controller, or its pod has not ended.
     *
     * @param pods the workload's
     */
    static Optional<RolloutProblem> of(Workload workload, List<Pod> pods) {
        return workload.hasController()
                ? Optional.empty()
                : pods.stream()
                        .filter(FailedPods::isTerminal)
                        .findFirst()
                        .map(pod -> new RolloutProblem(finding(workload, pod), Duration.ZERO));
    }

    private static Finding finding(Workload workload, Pod pod) {
        boolean isWhole = pod.getStatus().getReason() == null;
        return Finding.of(Cause.POD_ENDED, "Pod %s has ended, and nothing starts it again.".formatted(workload.name()))
                .expected("a pod that runs and is ready")
                .seen(FailedPods.line(pod))
                .detail("declared", workload.reference(), workload.file())
                .likely(
                        isWhole
                                ? "its containers have ended, and its restartPolicy (%s) leaves it at that"
                                        .formatted(pod.getSpec().getRestartPolicy())
                                : "its node put it out; a controller, such as a Deployment, would have made another one")
                .next("kubectl -n %s delete pod %s   # then apply it again"
                        .formatted(workload.namespace(), workload.name()));
    }
}
