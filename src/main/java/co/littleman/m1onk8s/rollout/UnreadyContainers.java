// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which containers a pod still waits for, and what they are at; if all are ready, which readiness gates. */
final class UnreadyContainers {
    private UnreadyContainers() {}

    /** One line for each. As long as an init container is not done, the others cannot start and say nothing. */
    static List<String> of(Pod pod) {
        Optional<ContainerStatus> first =
                unready(pod.getStatus().getInitContainerStatuses()).findFirst();
        if (first.isPresent()) {
            return List.of("init container " + line(pod, first.get(), initState(pod, first.get())));
        }
        List<String> containers = unready(pod.getStatus().getContainerStatuses())
                .map(status -> "container " + line(pod, status, state(status, "readiness")))
                .toList();
        return containers.isEmpty() ? gates(pod) : containers;
    }

    /** Where all containers are ready and the pod is not, it waits for a condition that somebody else is to set. */
    private static List<String> gates(Pod pod) {
        return ReadinessGates.missing(pod).stream()
                .map(gate ->
                        "readiness gate %s of pod %s: its containers are ready, and nobody has set the gate to True"
                                .formatted(gate, pod.getMetadata().getName()))
                .toList();
    }

    private static Stream<ContainerStatus> unready(List<ContainerStatus> statuses) {
        return statuses.stream().filter(status -> !Boolean.TRUE.equals(status.getReady()));
    }

    private static String line(Pod pod, ContainerStatus status, String state) {
        return "%s of pod %s: %s".formatted(status.getName(), pod.getMetadata().getName(), state);
    }

    private static String initState(Pod pod, ContainerStatus status) {
        boolean staysRunning = pod.getSpec() != null
                && pod.getSpec().getInitContainers().stream()
                        .filter(container -> container.getName().equals(status.getName()))
                        .map(Container::getRestartPolicy)
                        .anyMatch("Always"::equals);
        boolean runs = status.getState() != null && status.getState().getRunning() != null;
        return runs && !staysRunning ? "running, and has not ended yet" : state(status, "startup");
    }

    private static String state(ContainerStatus status, String probe) {
        ContainerState state = status.getState();
        if (state == null) {
            return "not known";
        }
        if (state.getRunning() != null) {
            String failing = Boolean.FALSE.equals(status.getStarted()) ? "startup" : probe;
            return "running, but its %s probe fails (restarts: %d)".formatted(failing, status.getRestartCount());
        }
        if (state.getWaiting() != null) {
            return "waiting: " + state.getWaiting().getReason();
        }
        return state.getTerminated() == null
                ? "not known"
                : "terminated: " + state.getTerminated().getReason();
    }
}
