// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A postStart hook that fails: the kubelet kills the container that it belongs to, and starts it again. What then shows
 * is a container that ends, with the exit code of a process that was told to.
 */
final class Hooks {
    private static final String FAILED = "FailedPostStartHook";
    private static final String WAITING = "PostStartHookError";

    /** The status says so between two starts only, and after some of them no more. */
    private static final Duration SEEN_TWICE = Duration.ofSeconds(1);

    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final NamespaceView view;
    private final Workload workload;
    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();

    Hooks(NamespaceView view, Workload workload) {
        this.view = view;
        this.workload = workload;
    }

    Optional<RolloutProblem> of(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> hasHook(pod, status.getName()))
                .flatMap(status -> of(pod, status).stream())
                .findFirst();
    }

    private static boolean hasHook(Pod pod, String container) {
        return pod.getSpec() != null
                && pod.getSpec().getContainers().stream()
                        .filter(one -> one.getName().equals(container))
                        .map(Container::getLifecycle)
                        .anyMatch(lifecycle -> lifecycle != null && lifecycle.getPostStart() != null);
    }

    private Optional<RolloutProblem> of(Pod pod, ContainerStatus status) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        if (waiting == null) {
            return Optional.empty();
        }
        String key = pod.getMetadata().getUid() + "/" + status.getName();
        if (WAITING.equals(waiting.getReason())) {
            said.put(key, waiting.getMessage() == null ? WAITING : waiting.getMessage());
        } else if ("CrashLoopBackOff".equals(waiting.getReason()) && !said.containsKey(key) && isTimeToAsk(key)) {
            inEvents(status.getName(), view.events(pod)).ifPresent(message -> said.put(key, message));
        }
        // A hook may come too early once, and not when its container starts again.
        return status.getRestartCount() < 1
                ? Optional.empty()
                : Optional.ofNullable(said.get(key))
                        .map(message ->
                                new RolloutProblem(finding(workload, pod, status.getName(), message), SEEN_TWICE));
    }

    private boolean isTimeToAsk(String key) {
        long now = System.nanoTime();
        boolean time = now - asked.getOrDefault(key, now - ASK_AGAIN_NANOS) >= ASK_AGAIN_NANOS;
        if (time) {
            asked.put(key, now);
        }
        return time;
    }

    static Optional<String> inEvents(String container, List<Event> events) {
        return events.stream()
                .filter(event -> FAILED.equals(event.getReason())
                        && String.valueOf(event.getInvolvedObject().getFieldPath())
                                .endsWith("{" + container + "}"))
                .map(event -> FAILED + ": " + event.getMessage())
                .findFirst();
    }

    static Finding finding(Workload workload, Pod pod, String container, String said) {
        return Finding.of(
                        Cause.POST_START_HOOK_FAILED,
                        "The postStart hook of container %s of %s %s fails, and the container is killed for it each time."
                                .formatted(container, workload.kind(), workload.name()))
                .expected("a hook that ends well")
                .seen(said)
                .detail("declared", workload.reference(), workload.file())
                .likely(
                        "a command that the image does not have, or one that needs what its container does not serve yet")
                .next(
                        "kubectl -n %s get events --field-selector involvedObject.name=%s   # the hook's own output is kept nowhere"
                                .formatted(
                                        workload.namespace(), pod.getMetadata().getName()));
    }
}
