// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.rollout.PodTermination;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is to be said of a pod's end. */
final class StopFinding {
    /** What the kubelet does after the last process: it tells the API server, unmounts, deletes. */
    static final Duration CLEANING = Duration.ofSeconds(10);

    /** 128 + SIGKILL. */
    private static final int KILLED = 137;

    private final Workload workload;
    private final String pod;
    private final int grace;
    private final double seconds;
    private final Map<String, Integer> exitCodes;
    private final boolean allKnown;
    private final List<String> hooked;

    StopFinding(Workload workload, PodTermination ending) {
        this(
                workload,
                ending.name(),
                ending.graceSeconds(),
                ending.seconds(),
                ending.exitCodes(),
                ending.hasAllExitCodes(),
                hooked(ending));
    }

    StopFinding(
            Workload workload,
            String pod,
            int grace,
            double seconds,
            Map<String, Integer> exitCodes,
            boolean allKnown,
            List<String> hooked) {
        this.workload = workload;
        this.pod = pod;
        this.grace = grace;
        this.seconds = seconds;
        this.exitCodes = new TreeMap<>(exitCodes);
        this.allKnown = allKnown;
        this.hooked = List.copyOf(hooked);
    }

    /** Of those whose end was looked at: the hook of a container that was injected is not the stack's. */
    private static List<String> hooked(PodTermination ending) {
        return Workload.longRunning(ending.pod().getSpec()).stream()
                .filter(container -> container.getLifecycle() != null
                        && container.getLifecycle().getPreStop() != null)
                .map(Container::getName)
                .filter(ending.exitCodes()::containsKey)
                .toList();
    }

    /**
     * A kill at the end of the grace period; if it is not known how it ended, the time alone must tell. A preStop hook
     * that is cut off leaves the process two seconds more (kubelet, minimumGracePeriodInSeconds): it ends by itself
     * then.
     */
    boolean isTooLate() {
        boolean killed = exitCodes.containsValue(KILLED);
        return killed ? seconds >= grace - 0.5 : isCutOff() || (!allKnown && seconds > grace + 1);
    }

    private boolean isCutOff() {
        return !hooked.isEmpty() && seconds >= grace;
    }

    Finding tooLate() {
        if (isCutOff()) {
            return finding(
                            Cause.STOPS_TOO_LATE,
                            "Pod %s used up its grace period: a preStop hook is cut off, and the process behind it gets no time to end."
                                    .formatted(pod))
                    .expected("hook and process ended well before the grace period of %d s is over".formatted(grace))
                    .seen(words())
                    .detail("preStop hook", "of container " + String.join(", ", hooked), workload.file())
                    .likely("the hook takes longer than terminationGracePeriodSeconds, which counts for both");
        }
        return finding(Cause.STOPS_TOO_LATE, "Pod %s did not end by itself: it had to be killed.".formatted(pod))
                .expected("ended well before its grace period of %d s is over".formatted(grace))
                .seen(words())
                .likely("its first process does not pass on SIGTERM: a shell that starts the server and waits for it"
                        + " (use exec, or no shell)");
    }

    /** Such as {@code 0.9 s of 30 s, exit codes: sidecar 2, web 0}. */
    String words() {
        return "%.1f s of %d s, exit codes: %s"
                .formatted(
                        seconds,
                        grace,
                        exitCodes.isEmpty()
                                ? "unknown"
                                : exitCodes.entrySet().stream()
                                        .map(code -> code.getKey() + " " + code.getValue())
                                        .collect(Collectors.joining(", ")));
    }

    Finding noGrace() {
        return finding(
                        Cause.NO_GRACE_PERIOD,
                        "Pods of %s %s are killed at once when they are to end."
                                .formatted(workload.kind(), workload.name()))
                .expected("a terminationGracePeriodSeconds of at least 1 (30 if nothing is said)")
                .seen("0")
                .likely("set to make deletions quick: clients lose their connections in the middle of an answer");
    }

    private Finding finding(Cause cause, String reason) {
        return Finding.of(cause, reason)
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s get %s -o jsonpath='{.spec.template.spec.terminationGracePeriodSeconds}"
                                .formatted(workload.namespace(), workload.reference())
                        + " {.spec.template.spec.containers[*].command}'");
    }
}
