// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a pod that has its node does not begin: no sandbox, or a volume that cannot be mounted. Its status says
 * ContainerCreating and no more; only events tell, which are asked for when that lasts, and rarely.
 */
final class PodStartFailure {
    private static final Set<String> BEFORE = Set.of("ContainerCreating", "PodInitializing");
    private static final Set<String> REASONS =
            Set.of("FailedCreatePodSandBox", "FailedMount", "FailedAttachVolume", "NetworkNotReady");

    /** A sandbox is made in a tenth of a second, and a volume mounted. */
    private static final long LASTING_NANOS = Duration.ofSeconds(1).toNanos();

    /** Soon at first, when most is said; an image that is being pulled takes its time, and says nothing. */
    private static final long ASK_SOON_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long SOON_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    /** Asked for twice, it was still so. */
    private static final Duration SEEN_TWICE = Duration.ofSeconds(1);
    /** The kubelet tries again each ten seconds or so; a node does not get another runtime meanwhile. */
    private static final Duration NO_RUNTIME = Duration.ofSeconds(3);

    private final NamespaceView view;
    private final Workload workload;
    private final Environment circumstances;
    private final Map<String, Long> since = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, Optional<RolloutProblem>> said = new HashMap<>();

    PodStartFailure(NamespaceView view, Workload workload, Environment circumstances) {
        this.view = view;
        this.workload = workload;
        this.circumstances = circumstances;
    }

    Optional<RolloutProblem> of(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (!isStuck(pod)) {
            since.remove(uid);
            return Optional.empty();
        }
        long now = System.nanoTime();
        long stuck = now - since.computeIfAbsent(uid, first -> now);
        long pace = stuck < SOON_NANOS ? ASK_SOON_NANOS : ASK_AGAIN_NANOS;
        if (stuck > LASTING_NANOS && now - asked.getOrDefault(uid, now - pace) >= pace) {
            asked.put(uid, now);
            said.put(uid, trouble(workload, circumstances, pod, view.events(pod)));
        }
        return said.getOrDefault(uid, Optional.empty());
    }

    private static boolean isStuck(Pod pod) {
        List<ContainerStatus> all = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .toList();
        return !all.isEmpty()
                && all.stream()
                        .allMatch(status -> status.getState() != null
                                && status.getState().getWaiting() != null
                                && BEFORE.contains(String.valueOf(
                                        status.getState().getWaiting().getReason())));
    }

    static Optional<RolloutProblem> trouble(Workload workload, Environment circumstances, Pod pod, List<Event> events) {
        return events.stream()
                .filter(event -> REASONS.contains(event.getReason()))
                .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                .map(event -> trouble(workload, circumstances, pod, event));
    }

    private static RolloutProblem trouble(Workload workload, Environment circumstances, Pod pod, Event event) {
        String message = String.valueOf(event.getMessage());
        Optional<MissingObject> missing = MissingObject.in(message, pod);
        if (missing.isPresent()) {
            return new Missing(workload, circumstances).trouble(pod, missing.get(), message);
        }
        Optional<MemoryLimit> limit = MemoryLimit.tightest(pod);
        if (limit.isPresent() && isOwedTo(limit.get(), event, message)) {
            return new RolloutProblem(OutOfMemory.finding(workload, pod, limit.get(), message), SEEN_TWICE);
        }
        boolean noRuntime = message.contains("no runtime for");
        return new RolloutProblem(
                Finding.of(
                                cause(event, message),
                                "Pods of %s %s have a node, and do not begin there: %s."
                                        .formatted(workload.kind(), workload.name(), event.getReason()))
                        .seen(message)
                        .detail("declared", workload.reference(), workload.file())
                        .likely(likely(event, noRuntime))
                        .next("kubectl -n %s describe pod %s"
                                .formatted(
                                        workload.namespace(), pod.getMetadata().getName())),
                noRuntime ? NO_RUNTIME : RolloutProblem.UNTIL_BUDGET);
    }

    private static boolean isOwedTo(MemoryLimit limit, Event event, String message) {
        return event.getReason().equals("FailedCreatePodSandBox")
                && (limit.isNothing() || OutOfMemory.isToldBy(message));
    }

    /** A sandbox that the node's own network does not let be is no matter of the stack. */
    private static Cause cause(Event event, String message) {
        boolean network = event.getReason().equals("NetworkNotReady")
                || (event.getReason().equals("FailedCreatePodSandBox") && message.contains("network"));
        return network ? Cause.NODE_NOT_READY : Cause.CONTAINER_CONFIG_INVALID;
    }

    private static String likely(Event event, boolean noRuntime) {
        if (noRuntime) {
            return "runtimeClassName names a RuntimeClass whose handler the node's container runtime does not have";
        }
        return event.getReason().startsWith("FailedCreate") || event.getReason().startsWith("Network")
                ? ""
                : "a volume of the pod: a ConfigMap, Secret or claim that is not there, or a disk that another node holds";
    }
}
