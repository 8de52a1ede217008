// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.regex.Pattern;

/**
 * What is owed to a memory limit. One limit shows in turn as a sandbox that cannot be made, a container that cannot be
 * started, and a process that is killed.
 */
final class OutOfMemory {
    private static final Pattern WORDS = Pattern.compile(
            "(?is).*(oom[- ]?kill|out of memory|cannot allocate memory|memory limit too low|minimum memory).*");

    /** What the runtime says if the container's command, and not its limit, is wrong. */
    private static final Pattern OF_THE_COMMAND = Pattern.compile(
            "(?is).*(no such file or directory|executable file not found|permission denied|exec format error|not a directory).*");

    private static final int KILLED = 137;

    private OutOfMemory() {}

    /** True if a message of the runtime or the kubelet speaks of memory. */
    static boolean isToldBy(String message) {
        return WORDS.matcher(message).matches();
    }

    /** True if a container ended by its memory limit. */
    static boolean isEnd(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason()) || (end.getMessage() != null && isToldBy(end.getMessage()));
    }

    /**
     * True if an end that does not say so is owed to a limit all the same, because hardly anything starts in so little.
     */
    static boolean isOwedTo(MemoryLimit limit, ContainerStateTerminated end) {
        String message = String.valueOf(end.getMessage());
        boolean hardlyStarted = "StartError".equals(end.getReason()) || end.getExitCode() == KILLED;
        return limit.isNothing()
                || (limit.isTight()
                        && hardlyStarted
                        && !OF_THE_COMMAND.matcher(message).matches());
    }

    /** The same reason however it shows, so that it is seen to last. */
    static Finding finding(Workload workload, Pod pod, MemoryLimit limit, String seen) {
        return Finding.of(
                        Cause.OUT_OF_MEMORY,
                        "Container %s of %s %s cannot run within its memory limit of %s."
                                .formatted(limit.container(), workload.kind(), workload.name(), limit.text()))
                .expected("a limit in which the container runs")
                .seen(seen)
                .detail("limit", limit.words())
                .detail("declared", workload.reference(), workload.file())
                .likely(limit.likely())
                .next("kubectl -n %s describe pod %s"
                        .formatted(workload.namespace(), pod.getMetadata().getName()));
    }
}
