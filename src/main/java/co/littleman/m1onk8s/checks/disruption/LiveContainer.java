// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.stream.Stream;

/** One container of one live pod, and how often it has been restarted since we first looked. */
public final class LiveContainer {
    private final ComponentContext it;
    private final String pod;
    private final String uid;
    private final String name;
    private final Container spec;
    private final int restartsBefore;

    private LiveContainer(ComponentContext it, Pod pod, Container spec) {
        this.it = it;
        this.pod = pod.getMetadata().getName();
        this.uid = pod.getMetadata().getUid();
        this.name = spec.getName();
        this.spec = spec;
        this.restartsBefore = status().map(ContainerStatus::getRestartCount).orElse(0);
    }

    public static LiveContainer of(ComponentContext it, Pod pod, String name) {
        return new LiveContainer(
                it,
                pod,
                Workload.longRunning(pod.getSpec()).stream()
                        .filter(container -> container.getName().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    /** As it runs: what admission made of the manifest. */
    public Container spec() {
        return spec;
    }

    public String name() {
        return name;
    }

    public int restartsBefore() {
        return restartsBefore;
    }

    /** Restarts since. */
    public int restarts() {
        return status().map(ContainerStatus::getRestartCount).orElse(restartsBefore) - restartsBefore;
    }

    /** True if it runs again and the whole pod is ready. */
    public boolean isBack() {
        return restarts() > 0
                && it.readyNow().stream()
                        .anyMatch(ready -> uid.equals(ready.getMetadata().getUid()));
    }

    /** True while the pod is the same. */
    public boolean isThere() {
        return it.view()
                .pod(pod)
                .filter(live -> uid.equals(live.getMetadata().getUid()))
                .isPresent();
    }

    /** How it ended last: while it waits to be started again, or before it was. */
    public Optional<ContainerStateTerminated> lastEnd() {
        return status().flatMap(status -> Optional.ofNullable(status.getState().getTerminated())
                .or(() -> Optional.ofNullable(status.getLastState()).map(state -> state.getTerminated())));
    }

    /** True if its process has ended since, whether or not it was started again. */
    public boolean hasEnded() {
        return restarts() > 0
                || status().filter(status -> status.getState().getRunning() == null)
                        .isPresent();
    }

    /** Its state in words. */
    public String state() {
        return status().map(LiveContainer::words).orElse("the pod is gone");
    }

    /** The kubelet may not have said yet: then there is a state without anything in it. */
    static String words(ContainerStatus status) {
        if (status.getState().getRunning() != null) {
            return Boolean.TRUE.equals(status.getReady()) ? "running and ready" : "running, not ready";
        }
        if (status.getState().getWaiting() != null) {
            return "waiting: " + status.getState().getWaiting().getReason();
        }
        return status.getState().getTerminated() == null
                ? "not known"
                : "ended: " + status.getState().getTerminated().getReason();
    }

    private Optional<ContainerStatus> status() {
        return it.view().pod(pod).filter(live -> uid.equals(live.getMetadata().getUid())).stream()
                .flatMap(live -> Stream.concat(
                        live.getStatus().getContainerStatuses().stream(),
                        live.getStatus().getInitContainerStatuses().stream()))
                .filter(status -> status.getName().equals(name))
                .findFirst();
    }
}
