// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A pod that was told to end, as the live view shows it; somebody has to look while it does. */
public final class PodTermination {
    private static final int DEFAULT_GRACE_SECONDS = 30;

    private final NamespaceView view;
    private final Pod pod;
    private final Set<String> containers;
    private final long startNanos = System.nanoTime();
    private final Map<String, Integer> exitCodes = new LinkedHashMap<>();
    private double seconds;
    private boolean over;

    /**
     * Begins to count; the pod is deleted now.
     *
     * @param containers those whose end is looked at: one that was injected is not the stack's
     */
    public PodTermination(NamespaceView view, Pod pod, Set<String> containers) {
        this.view = view;
        this.pod = pod;
        this.containers = Set.copyOf(containers);
    }

    /** Looks once; true if all the containers that count have ended. */
    public synchronized boolean isOver() {
        if (over) {
            return true;
        }
        Optional<Pod> live = view.pod(name())
                .filter(now ->
                        now.getMetadata().getUid().equals(pod.getMetadata().getUid()));
        live.ifPresent(this::take);
        over = live.isEmpty() || hasAllExitCodes();
        seconds = (System.nanoTime() - startNanos) / 1e9;
        return over;
    }

    private void take(Pod now) {
        List<ContainerStatus> statuses = Stream.concat(
                        now.getStatus().getContainerStatuses().stream(),
                        now.getStatus().getInitContainerStatuses().stream())
                .toList();
        for (ContainerStatus status : statuses) {
            if (containers.contains(status.getName()) && status.getState().getTerminated() != null) {
                exitCodes.put(
                        status.getName(), status.getState().getTerminated().getExitCode());
            }
        }
    }

    /** True if it is known how each container ended; a pod may vanish before that is said. */
    public boolean hasAllExitCodes() {
        return exitCodes.size() == containers.size();
    }

    /** The pod's name. */
    public String name() {
        return pod.getMetadata().getName();
    }

    /** The pod as it was before. */
    public Pod pod() {
        return pod;
    }

    /** Seconds that the pod has to end by itself. */
    public int graceSeconds() {
        Long grace = pod.getSpec().getTerminationGracePeriodSeconds();
        return grace == null ? DEFAULT_GRACE_SECONDS : grace.intValue();
    }

    /** Exit codes by container, as far as they are known. */
    public Map<String, Integer> exitCodes() {
        return Map.copyOf(exitCodes);
    }

    /** Seconds from its deletion to the last look, or to its end. */
    public double seconds() {
        return seconds;
    }
}
