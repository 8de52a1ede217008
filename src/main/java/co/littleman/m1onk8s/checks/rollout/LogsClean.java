// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the containers themselves say is wrong. */
public final class LogsClean implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "logs-clean",
                    Level.OBSERVE,
                    "No container reported an error in its log within a day, but for those known to be harmless.",
                    "A container runs and answers, and reports all the while that part of its work fails.")
            .requiring(Requirement.WORKLOAD)
            .after(RolloutComplete.INFO);

    /** Some minutes of a busy container, hours of a quiet one; each is one short answer of the kubelet. */
    private static final int LINES = 500;

    private static final int BYTES = 256 * 1024;

    /** As for kills: what was mended last week is no news, and what happens each night must be. */
    private static final int A_DAY_SECONDS = 24 * 60 * 60;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        List<ContainerLog> logs = LivePods.of(it).stream()
                .flatMap(pod -> running(pod).map(container -> log(it, pod, container)))
                .toList();
        logs.stream()
                .flatMap(log -> log.errors(it.workload()).stream())
                .findFirst()
                .ifPresent(finding -> {
                    throw new CheckFailedException(finding);
                });
        it.note("%d lines of %d containers"
                .formatted(logs.stream().mapToInt(ContainerLog::lines).sum(), logs.size()));
    }

    private static Stream<ContainerStatus> running(Pod pod) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState() != null && status.getState().getRunning() != null);
    }

    private static ContainerLog log(ComponentContext it, Pod pod, ContainerStatus container) {
        return new ContainerLog(
                pod.getMetadata().getName(),
                container.getName(),
                Instant.parse(container.getState().getRunning().getStartedAt()),
                it.stack()
                        .cluster()
                        .log(
                                pod,
                                container.getName(),
                                "timestamps=true&limitBytes=%d&sinceSeconds=%d&tailLines=%d"
                                        .formatted(BYTES, A_DAY_SECONDS, LINES)),
                it.stack().hidden(it.namespace()));
    }
}
