// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of one container's log, each with the time before it, as the kubelet gives them.
 *
 * @param started when the container did
 * @param secret text that must not be shown, or null
 */
record ContainerLog(
        String pod,
        String container,
        Instant started,
        String text,
        @Nullable String secret) {
    private static final int SHOWN_LINES = 3;
    private static final int SHOWN_CHARACTERS = 200;

    int lines() {
        return (int) text.lines().count();
    }

    /** What the errors in it are; empty if there are none but harmless ones. */
    Optional<Finding> errors(Workload workload) {
        List<String> errors =
                text.lines().filter(this::isError).map(ContainerLog::said).toList();
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.ERROR_IN_LOG,
                        "Container %s of %s %s reports errors in its log: %d of its last %d lines."
                                .formatted(container, workload.kind(), workload.name(), errors.size(), lines()))
                .expected("no error that is not known to be harmless")
                .seen(errors.stream().limit(SHOWN_LINES).map(this::shown).collect(Collectors.joining("\n")))
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s logs %s -c %s".formatted(workload.namespace(), pod, container)));
    }

    private boolean isError(String line) {
        return LogLine.isError(said(line)) && !isBenign(line);
    }

    private boolean isBenign(String line) {
        return Kinds.all().stream()
                .flatMap(kind -> kind.log().benign().stream())
                .anyMatch(known -> known.covers(said(line), sinceStart(line)));
    }

    private static String said(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    /** If a line has no time, which happens at a cut, it counts as late. */
    private Duration sinceStart(String line) {
        try {
            return Duration.between(started, Instant.parse(line.substring(0, Math.max(0, line.indexOf(' ')))));
        } catch (DateTimeParseException e) {
            return Duration.ofDays(1);
        }
    }

    private String shown(String line) {
        String shown = secret == null ? line : line.replace(secret, "***");
        return shown.length() > SHOWN_CHARACTERS ? shown.substring(0, SHOWN_CHARACTERS) + "…" : shown;
    }
}
