// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pods that a node's kubelet did not take: the scheduler gave them to it, and they failed before they began. The
 * controller makes the next at once, and does not stop: there were 548 of them after a minute.
 */
final class Rejections {
    /** Reasons that say nothing of the pod: its node is short of something, or is going down. */
    private static final Set<String> OF_THE_NODE =
            Set.of("Evicted", "NodeShutdown", "Terminated", "Shutdown", "NodeLost", "DeadlineExceeded", "Preempting");

    /** Reasons that stay as long as the template and the node's configuration do. */
    private static final Set<String> OF_THE_TEMPLATE =
            Set.of("SysctlForbidden", "AppArmor", "PodOSNotSupported", "PodOSSelectorNodeLabelDoesNotMatch");

    /** Seen twice: with the pods of a loop, that is after a fraction of a second. */
    private static final int TWICE = 2;

    /** Pods that were there before we looked may be left over; what makes none any more is no loop. */
    private static final Duration LEFT_OVER = Duration.ofSeconds(1);

    /** A device plugin or a label may come a moment after its node. */
    private static final Duration MAY_PASS = Duration.ofSeconds(3);

    private static final Pattern SYSCTL = Pattern.compile("forbidden sysctl: \"([^\"]+)\"");

    private final Workload workload;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Set<String> atFirst;

    Rejections(Workload workload) {
        this.workload = workload;
    }

    /** True for a pod that failed before any of its containers began, for a reason of its own. */
    static boolean isRejected(Pod pod) {
        String reason = pod.getStatus() == null ? null : pod.getStatus().getReason();
        return reason != null
                && "Failed".equals(pod.getStatus().getPhase())
                && !OF_THE_NODE.contains(reason)
                && pod.getStatus().getContainerStatuses().stream().noneMatch(Rejections::hasBegun);
    }

    private static boolean hasBegun(ContainerStatus status) {
        return status.getState() != null
                && (status.getState().getRunning() != null || status.getState().getTerminated() != null);
    }

    /**
     * The trouble, if the newest pods of the present template are rejected.
     *
     * @param pods those of the present template
     * @param serves true if older pods are ready: to scale to 0 would take them away as well
     */
    Optional<RolloutProblem> of(List<Pod> pods, boolean serves) {
        List<Pod> rejected = rejected(pods);
        rejected.forEach(pod -> seen.add(pod.getMetadata().getUid()));
        if (atFirst == null) {
            atFirst = Set.copyOf(seen);
        }
        if (rejected.isEmpty()) {
            return Optional.empty();
        }
        long sinceFirst =
                seen.stream().filter(uid -> !Set.copyOf(atFirst).contains(uid)).count();
        Pod last = rejected.get(rejected.size() - 1);
        boolean stays = OF_THE_TEMPLATE.contains(last.getStatus().getReason());
        Duration patience = !stays ? MAY_PASS : sinceFirst >= TWICE ? Duration.ZERO : LEFT_OVER;
        return Optional.of(new RolloutProblem(finding(last, serves), patience));
    }

    /** Oldest first; none, if a newer pod was taken. */
    private static List<Pod> rejected(List<Pod> pods) {
        List<Pod> sorted = new ArrayList<>(pods);
        sorted.sort(Comparator.comparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())));
        List<Pod> rejected = new ArrayList<>();
        for (Pod pod : sorted) {
            if (isRejected(pod)) {
                rejected.add(pod);
            } else if (isTaken(pod)) {
                rejected.clear();
            }
        }
        return rejected;
    }

    private static boolean isTaken(Pod pod) {
        return pod.getStatus() != null
                && !pod.getStatus().getContainerStatuses().isEmpty();
    }

    private Finding finding(Pod pod, boolean serves) {
        String reason = pod.getStatus().getReason();
        String message = pod.getStatus().getMessage();
        return Finding.of(
                        Cause.POD_REJECTED,
                        "The node rejects each pod of %s %s: %s.".formatted(workload.kind(), workload.name(), reason))
                .expected("a kubelet that takes the pods that the scheduler gives it")
                .seen(message == null || message.isBlank() ? reason : message.strip())
                .detail(
                        "pods",
                        "%d rejected so far, the last one %s"
                                .formatted(seen.size(), pod.getMetadata().getName()))
                .detail("declared", workload.reference(), workload.file())
                .likely(likely(reason, message == null ? "" : message))
                .next(next(serves));
    }

    private static String likely(String reason, String message) {
        Matcher sysctl = SYSCTL.matcher(message);
        if (sysctl.find()) {
            return "%s is no safe sysctl: a kubelet takes it only with --allowed-unsafe-sysctls; leave it out of the pod template's securityContext.sysctls"
                    .formatted(sysctl.group(1));
        }
        return switch (reason) {
            case "NodeAffinity", "PodOSSelectorNodeLabelDoesNotMatch", "PodOSNotSupported" ->
                "nodeName, nodeSelector or os of the pod template do not fit the node that it came to";
            case "AppArmor" -> "the node has not loaded the AppArmor profile that the pod template names";
            default ->
                reason.startsWith("OutOf")
                        ? "nodeName gives the pod to a node without room: the scheduler was not asked"
                        : "";
        };
    }

    /** What stops the loop, each kind in its own way. */
    private String next(boolean serves) {
        if (serves) {
            return "kubectl -n %s rollout undo %s   # the old pods serve on; until then new ones are made without end"
                    .formatted(workload.namespace(), workload.reference());
        }
        if (workload.kind().equals("DaemonSet")) {
            return "kubectl -n %s delete %s   # a DaemonSet cannot be scaled to 0; until then it makes pods again and again"
                    .formatted(workload.namespace(), workload.reference());
        }
        return "kubectl -n %s scale %s --replicas=0   # until then pods are made without end"
                .formatted(workload.namespace(), workload.reference());
    }
}
