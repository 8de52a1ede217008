// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a container said before it ended: mostly the cause itself, and one command less to type at night. */
final class TerminationLog {
    private static final int LINES = 3;

    /** A program that does not know an argument prints all that it knows after saying so. */
    private static final int READ = 100;

    private static final int CHARACTERS = 200;

    private TerminationLog() {}

    /** The finding, with the last lines of the containers that end again and again. */
    static Finding in(Finding finding, ComponentContext it) {
        return it.pods().stream()
                .flatMap(pod -> crashing(pod).map(container -> lines(it, pod, container)))
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .map(lines -> with(finding, lines, it.stack().hidden(it.namespace())))
                .orElse(finding);
    }

    private static Stream<ContainerStatus> crashing(Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream)
                .filter(status -> isCrashing(status.getState()));
    }

    private static boolean isCrashing(@Nullable ContainerState state) {
        return state != null
                && state.getWaiting() != null
                && "CrashLoopBackOff".equals(state.getWaiting().getReason());
    }

    private static List<String> lines(ComponentContext it, Pod pod, ContainerStatus container) {
        try {
            return it.stack()
                    .cluster()
                    .log(pod, container.getName(), "previous=true&tailLines=" + READ)
                    .lines()
                    .toList();
        } catch (CheckFailedException unreadable) {
            // The finding is right without them, and says how to look.
            return List.of();
        }
    }

    static Finding with(Finding finding, List<String> lines, @Nullable String secret) {
        Finding told = finding;
        for (String line : CrashReasons.telling(lines, LINES)) {
            String shown = secret == null ? line : line.replace(secret, "***");
            told = told.detail("log", shown.length() > CHARACTERS ? shown.substring(0, CHARACTERS) + "…" : shown);
        }
        return CrashReasons.explained(told, lines);
    }
}
