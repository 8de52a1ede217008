// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pods that have ended for good (evicted, most often) and were left behind. They are nobody's replica any more, and
 * stay until somebody deletes them.
 */
final class FailedPods {
    private static final Set<String> TERMINAL = Set.of("Failed", "Succeeded");

    /** The Deployment controller makes new pods within a second of the last old one's end, if it does at all. */
    private static final Duration HELD_UP = Duration.ofSeconds(8);

    private FailedPods() {}

    static boolean isTerminal(Pod pod) {
        return pod.getStatus() != null
                && TERMINAL.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /**
     * Under Recreate, if the old pods are gone but for such: the Deployment controller ignores them when it looks,
     * and does not look again, because when the last old pod went it was not the last pod
     * (kubernetes/kubernetes#106410, seen on 1.34).
     *
     * @param pods the workload's, old ones included
     */
    static Optional<RolloutProblem> inTheWay(Workload workload, LiveWorkload live, List<Pod> pods) {
        boolean nothingBegun = live.observed() >= live.generation() && live.updated() == 0 && live.total() == 0;
        if (!workload.kind().equals("Deployment")
                || !nothingBegun
                || pods.isEmpty()
                || !pods.stream().allMatch(FailedPods::isTerminal)) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                        Cause.FAILED_POD_IN_THE_WAY,
                        "Deployment %s has no pods, and makes no new ones: an earlier pod that has failed was left behind."
                                .formatted(workload.name()))
                .expected("all pods updated and available")
                .seen(live.progress());
        for (Pod pod : pods) {
            finding = finding.detail("failed", line(pod));
        }
        return Optional.of(new RolloutProblem(
                finding.detail("declared", workload.reference(), workload.file())
                        .likely(
                                "with strategy Recreate the Deployment controller waits for the last old pod to be deleted, or until progressDeadlineSeconds are over")
                        .next("kubectl -n %s delete pod %s   # ended for good; the rollout goes on then"
                                .formatted(workload.namespace(), names(pods))),
                HELD_UP));
    }

    private static String names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.joining(" "));
    }

    /** Such as {@code pod cache-1: Evicted, The node was low on resource: memory.}. */
    static String line(Pod pod) {
        String reason = pod.getStatus().getReason();
        String message = pod.getStatus().getMessage();
        return "pod %s: %s%s"
                .formatted(
                        pod.getMetadata().getName(),
                        reason == null ? pod.getStatus().getPhase() : reason,
                        message == null || message.isBlank() ? "" : ", " + message.strip());
    }
}
