// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a component's pods stay as they were at a first look. */
final class PodStability {
    /** A leak that kills a server each night must be seen the next day; what was fixed the week before must not. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final Workload workload;
    /** Restarts by pod and container, at the first look. */
    private final Map<String, Map<String, Integer>> before = new HashMap<>();

    PodStability(Workload workload, List<Pod> pods) {
        this.workload = workload;
        pods.forEach(pod -> before.put(pod.getMetadata().getName(), restarts(pod)));
    }

    /** How often containers had restarted before the first look. */
    int earlierRestarts() {
        return before.values().stream()
                .flatMap(containers -> containers.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** The first thing that happened since, or a kill for memory within the last day. */
    Optional<Finding> disturbance(List<Pod> pods, Instant now) {
        return pods.stream()
                .flatMap(pod -> statuses(pod)
                        .flatMap(status -> killedForMemory(pod, status, now).or(() -> restarted(pod, status)).stream()))
                .findFirst()
                .or(() -> disappeared(pods));
    }

    private Optional<Finding> killedForMemory(Pod pod, ContainerStatus status, Instant now) {
        return Stream.of(terminated(status.getState()), terminated(status.getLastState()))
                .flatMap(Optional::stream)
                .filter(end -> "OOMKilled".equals(end.getReason()) && isRecent(end.getFinishedAt(), now))
                .findFirst()
                .map(end -> Finding.of(
                                Cause.OUT_OF_MEMORY,
                                "Container %s of %s was killed for its memory limit at %s."
                                        .formatted(status.getName(), title(), end.getFinishedAt()))
                        .expected("no such kill within a day")
                        .seen("OOMKilled, restarts: %d".formatted(status.getRestartCount()))
                        .detail("declared", workload.reference(), workload.file())
                        .likely("the limit is below what the container needs, its own overhead included")
                        .next(describe(pod)));
    }

    private static boolean isRecent(@Nullable String finished, Instant now) {
        return finished == null || Instant.parse(finished).isAfter(now.minus(RECENT));
    }

    private Optional<Finding> restarted(Pod pod, ContainerStatus status) {
        Map<String, Integer> known = before.get(pod.getMetadata().getName());
        if (known == null || status.getRestartCount() <= known.getOrDefault(status.getName(), 0)) {
            return Optional.empty();
        }
        String end = terminated(status.getLastState())
                .map(last -> "ended: %s, exit code %d".formatted(last.getReason(), last.getExitCode()))
                .orElse("ended: not known how");
        return Optional.of(Finding.of(
                        Cause.CONTAINER_RESTARTED,
                        "Container %s of %s restarted while we looked on.".formatted(status.getName(), title()))
                .expected("no restart")
                .seen("%s; restarts: %d".formatted(end, status.getRestartCount()))
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s logs %s -c %s --previous"
                        .formatted(workload.namespace(), pod.getMetadata().getName(), status.getName())));
    }

    private Optional<Finding> disappeared(List<Pod> pods) {
        List<String> present =
                pods.stream().map(pod -> pod.getMetadata().getName()).toList();
        return before.keySet().stream()
                .filter(name -> !present.contains(name))
                .sorted()
                .findFirst()
                .map(name -> Finding.of(
                                Cause.POD_DISAPPEARED,
                                "Pod %s of %s went away while we looked on.".formatted(name, title()))
                        .expected("the same pods throughout")
                        .seen(present.isEmpty() ? "no pods" : String.join(", ", present))
                        .detail("declared", workload.reference(), workload.file())
                        .likely("evicted, scaled down, or replaced by a rollout that somebody else began")
                        .next("kubectl -n %s get events".formatted(workload.namespace())));
    }

    private static Optional<ContainerStateTerminated> terminated(@Nullable ContainerState state) {
        return state == null ? Optional.empty() : Optional.ofNullable(state.getTerminated());
    }

    private static Map<String, Integer> restarts(Pod pod) {
        Map<String, Integer> restarts = new HashMap<>();
        statuses(pod).forEach(status -> restarts.put(status.getName(), status.getRestartCount()));
        return restarts;
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    private String describe(Pod pod) {
        return "kubectl -n %s describe pod %s"
                .formatted(workload.namespace(), pod.getMetadata().getName());
    }

    private String title() {
        return workload.kind() + " " + workload.name();
    }
}
