// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from a pod's status why it will not become ready. Pure: the same pod always gives the same answer. */
final class PodProblem {
    /** Long enough for the kubelet to have said it in two status updates. */
    private static final Duration SEEN_TWICE = Duration.ofSeconds(1);
    /** What a container is made of may be changed a moment later, by a later manifest. */
    private static final Duration CONFIGURATION = Duration.ofSeconds(3);
    /** The kubelet pulls again after 10 s: a registry that failed twice is not just slow. */
    private static final Duration SECOND_PULL = Duration.ofSeconds(12);

    /** A provisioner makes a volume in seconds, if there is one. */
    private static final Duration PROVISIONING = Duration.ofSeconds(12);
    /**
     * A claim that the controller saw before its volume or StorageClass is looked at again after 15 s (flag
     * --pvclaimbinder-sync-period of kube-controller-manager).
     */
    private static final Duration BINDING = Duration.ofSeconds(20);
    /** Lower case in one of the scheduler's messages, and with capitals in another. */
    private static final String CLAIM = "ersistent";

    /** The volume is there, and bound to its node. */
    private static final String VOLUME_ELSEWHERE = "didn't match PersistentVolume's node affinity";

    /** Exit codes of a process that a signal ended: 128 and the signal's number, 9 or 15. */
    private static final int KILLED = 137;

    private static final int TERMINATED = 143;

    private final Workload workload;
    private final Environment circumstances;

    PodProblem(Workload workload, Environment circumstances) {
        this.workload = workload;
        this.circumstances = circumstances;
    }

    Optional<RolloutProblem> of(Pod pod) {
        return unschedulable(pod)
                .or(() -> statuses(pod)
                        .flatMap(status -> container(pod, status).stream())
                        .findFirst());
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream);
    }

    private Optional<RolloutProblem> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .map(message -> new RolloutProblem(
                        Finding.of(
                                        Cause.UNSCHEDULABLE,
                                        "No node %s pods of %s."
                                                .formatted(
                                                        message.contains("Insufficient") ? "has room for" : "takes",
                                                        title()))
                                .expected("a node that fits the pod's requests and volumes")
                                .seen(message)
                                .detail("declared", workload.reference(), workload.file())
                                .likely(whyNoNode(message))
                                .next(describe(pod)),
                        patience(message)))
                .findFirst();
    }

    private Duration patience(String message) {
        if (!circumstances.ownNode()) {
            return RolloutProblem.UNTIL_BUDGET;
        }
        Optional<MissingObject> missing = MissingObject.in(message);
        if (missing.isPresent()) {
            return circumstances.mayStillCome(missing.get(), workload) ? RolloutProblem.UNTIL_BUDGET : SEEN_TWICE;
        }
        if (!message.contains(CLAIM) || message.contains(VOLUME_ELSEWHERE)) {
            return CONFIGURATION;
        }
        return circumstances.makers().mayBind() ? BINDING : PROVISIONING;
    }

    /** By the words of the scheduler's own plugins. */
    private static String whyNoNode(String message) {
        if (message.contains(VOLUME_ELSEWHERE)) {
            return "the pod's volume is on a node that does not take the pod, for the other reason that is given";
        }
        if (message.contains(CLAIM)) {
            return "a PersistentVolumeClaim gets no volume: no StorageClass, or nothing that provisions one";
        }
        if (message.contains("untolerated taint")) {
            return "the nodes have taints that the pod template does not tolerate";
        }
        return message.contains("affinity") || message.contains("selector")
                ? "no node has the labels that the pod template asks for"
                : "";
    }

    private Optional<RolloutProblem> container(Pod pod, ContainerStatus status) {
        return tight(pod, status).or(() -> waiting(pod, status));
    }

    /** One that does not run, and whose end or message is owed to a limit in which hardly anything runs. */
    private Optional<RolloutProblem> tight(Pod pod, ContainerStatus status) {
        ContainerState state = status.getState();
        Optional<MemoryLimit> limit = MemoryLimit.of(pod, status.getName()).filter(MemoryLimit::isTight);
        if (limit.isEmpty() || state == null || state.getRunning() != null) {
            return Optional.empty();
        }
        return end(status)
                .filter(end -> OutOfMemory.isEnd(end) || OutOfMemory.isOwedTo(limit.get(), end))
                .map(PodProblem::ending)
                .or(() -> Optional.ofNullable(state.getWaiting())
                        .map(ContainerStateWaiting::getMessage)
                        .filter(OutOfMemory::isToldBy))
                .map(seen -> new RolloutProblem(OutOfMemory.finding(workload, pod, limit.get(), seen), SEEN_TWICE));
    }

    /** The end that it shows, or the one before. */
    private static Optional<ContainerStateTerminated> end(ContainerStatus status) {
        return Stream.of(status.getState(), status.getLastState())
                .filter(state -> state != null && state.getTerminated() != null)
                .map(ContainerState::getTerminated)
                .findFirst();
    }

    private Optional<RolloutProblem> waiting(Pod pod, ContainerStatus status) {
        ContainerState state = status.getState();
        ContainerStateWaiting waiting = state == null ? null : state.getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        String said = waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
        return switch (waiting.getReason()) {
            case "InvalidImageName" ->
                image(pod, status, Cause.IMAGE_NAME_INVALID, "has an image name that is not one", said, Duration.ZERO);
            case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull" -> pull(pod, status, said);
            case "CreateContainerConfigError",
                    "CreateContainerError",
                    "RunContainerError",
                    "PreCreateHookError",
                    "PreStartHookError" -> Optional.of(notCreated(pod, status, said));
            case "CrashLoopBackOff" -> Optional.of(new RolloutProblem(crash(pod, status), SEEN_TWICE));
            default -> Optional.empty();
        };
    }

    private RolloutProblem notCreated(Pod pod, ContainerStatus status, String said) {
        return MissingObject.in(said, pod)
                .map(missing -> new Missing(workload, circumstances).trouble(pod, missing, said))
                .orElseGet(() -> new RolloutProblem(
                        Finding.of(
                                        Cause.CONTAINER_CONFIG_INVALID,
                                        "Container %s of %s cannot be created.".formatted(status.getName(), title()))
                                .seen(said)
                                .detail("declared", workload.reference(), workload.file())
                                .next(describe(pod)),
                        CONFIGURATION));
    }

    private Optional<RolloutProblem> pull(Pod pod, ContainerStatus status, String said) {
        if (said.matches(
                "(?is).*(authorization failed|unauthorized|denied|authentication required|no basic auth|403 forbidden).*")) {
            return image(
                    pod,
                    status,
                    Cause.IMAGE_PULL_UNAUTHORIZED,
                    "has an image that the registry does not give to us",
                    said,
                    SEEN_TWICE);
        }
        if (said.matches("(?is).*(not found|manifest unknown|pull policy of never|neverpull).*")) {
            return image(pod, status, Cause.IMAGE_NOT_FOUND, "has an image that does not exist", said, SEEN_TWICE);
        }
        return image(
                pod,
                status,
                Cause.IMAGE_PULL_FAILED,
                "has an image that cannot be pulled",
                said,
                circumstances.noRegistry() ? SEEN_TWICE : SECOND_PULL);
    }

    private Optional<RolloutProblem> image(
            Pod pod, ContainerStatus status, Cause cause, String what, String said, Duration patience) {
        String likely = cause == Cause.IMAGE_PULL_FAILED && circumstances.noRegistry()
                ? "a name or tag that is not among the images loaded on the node; no registry can be reached here"
                : "";
        return Optional.of(new RolloutProblem(
                Finding.of(
                                cause,
                                "Container %s of %s %s: %s."
                                        .formatted(status.getName(), title(), what, status.getImage()))
                        .expected("an image that the node has or can pull")
                        .seen(said)
                        .detail("declared", workload.reference(), workload.file())
                        .likely(likely)
                        .next(describe(pod)),
                patience));
    }

    private Finding crash(Pod pod, ContainerStatus status) {
        ContainerState lastState = status.getLastState();
        ContainerStateTerminated last = lastState == null ? null : lastState.getTerminated();
        boolean outOfMemory = last != null && OutOfMemory.isEnd(last);
        String limit = outOfMemory
                ? MemoryLimit.of(pod, status.getName()).map(MemoryLimit::words).orElse("")
                : "";
        String end = last == null ? "not known how" : ending(last);
        Finding finding = Finding.of(
                        outOfMemory ? Cause.OUT_OF_MEMORY : Cause.CRASH_LOOP,
                        "Container %s of %s %s."
                                .formatted(
                                        status.getName(),
                                        title(),
                                        outOfMemory ? "is killed for its memory limit" : "ends again and again"))
                .expected("a container that keeps running")
                .seen("ended: " + end);
        return (limit.isEmpty() ? finding : finding.detail("limit", limit))
                .detail("declared", workload.reference(), workload.file())
                .likely(last == null || outOfMemory ? "" : whyItEnds(last))
                .next("kubectl -n %s logs %s -c %s --previous"
                        .formatted(workload.namespace(), pod.getMetadata().getName(), status.getName()));
    }

    private static String whyItEnds(ContainerStateTerminated last) {
        if (last.getMessage() != null && last.getMessage().contains("exec format error")) {
            return "the image is for another CPU architecture than the node's";
        }
        return switch (last.getExitCode()) {
            case 0 -> "its command ends by itself, where it should stay in the foreground";
            case KILLED, TERMINATED -> "its startup or liveness probe fails, and the kubelet restarts it each time";
            default -> "";
        };
    }

    private static String ending(ContainerStateTerminated last) {
        String end = "%s, exit code %d".formatted(last.getReason(), last.getExitCode());
        return last.getMessage() == null || last.getMessage().isBlank()
                ? end
                : end + "\n" + last.getMessage().strip();
    }

    private String title() {
        return workload.kind() + " " + workload.name();
    }

    private String describe(Pod pod) {
        return "kubectl -n %s describe pod %s"
                .formatted(workload.namespace(), pod.getMetadata().getName());
    }
}
