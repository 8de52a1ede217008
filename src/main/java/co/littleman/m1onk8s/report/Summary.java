// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The end of a run, on one screen: what is wrong in full, all else in one line. */
public final class Summary {
    private final Result result;
    private final boolean colour;

    public Summary(Result result, boolean colour) {
        this.result = result;
        this.colour = colour;
    }

    /**
     * Prints it.
     *
     * @param report where the whole result is
     */
    public void print(PrintStream out, ReportDirectory report) {
        blocks().values().forEach(block -> print(out, block));
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%s: %d passed, %d failed, %d inconclusive, %d skipped%s in %.1f s on Kubernetes %s",
                result.run().outcome(),
                result.count(Outcome.PASS),
                result.count(Outcome.FAIL),
                result.count(Outcome.INCONCLUSIVE),
                result.count(Outcome.SKIPPED) - notAsked(),
                notAsked() == 0 ? "" : ", %d not asked".formatted(notAsked()),
                result.run().seconds(),
                result.run().cluster().version().isEmpty()
                        ? "(none)"
                        : result.run().cluster().version()));
        if (!result.run().leftOut().isEmpty()) {
            out.println("left out  " + leftOut(result.run().leftOut()));
        }
        result.run().namespaces().forEach(changes -> out.println("changes   " + words(changes)));
        if (Set.of(Result.DIED, Result.RUNNING).contains(result.run().outcome())) {
            out.println("verdicts  " + report.journal() + ", as far as the run came");
        } else if (result.verdicts().stream()
                .noneMatch(verdict -> verdict.cause().equals(Cause.REPORT_UNWRITTEN.word()))) {
            out.println("verdicts  " + report.verdicts());
        }
        if (result.count(Outcome.FAIL) > 0) {
            out.println("evidence  " + report.evidence());
            if (result.run().cluster().kind().equals("ephemeral")) {
                out.println("to look   run again with --keep: this run's cluster is gone");
            }
        }
    }

    /** What has one and the same finding is said once. */
    private Map<String, List<Verdict>> blocks() {
        Map<String, List<Verdict>> blocks = new LinkedHashMap<>();
        for (Verdict verdict : result.verdicts()) {
            if (verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.INCONCLUSIVE) {
                blocks.computeIfAbsent(verdict.cause() + " " + verdict.message(), key -> new ArrayList<>())
                        .add(verdict);
            }
        }
        return blocks;
    }

    private void print(PrintStream out, List<Verdict> block) {
        Verdict first = block.get(0);
        String title = block.size() == 1 ? first.name() : block.size() + " checks";
        out.println();
        out.println(OutcomeText.of(first.outcome(), colour) + "  " + title + "  [" + first.cause() + "]");
        out.println(first.message().indent(2).stripTrailing());
        if (block.size() > 1) {
            block.stream()
                    .collect(Collectors.groupingBy(
                            Verdict::component,
                            LinkedHashMap::new,
                            Collectors.mapping(Verdict::check, Collectors.joining(", "))))
                    .forEach((component, checks) -> out.println("    " + component + ": " + checks));
        }
    }

    private static String leftOut(Map<String, Integer> checksOfKinds) {
        return checksOfKinds.entrySet().stream()
                .map(kind -> "%d checks of %s".formatted(kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", ", "", ": no component runs a server of that kind"));
    }

    private static String words(NamespaceChanges changes) {
        String unseen = changes.unseen().isEmpty() ? "" : "; not seen: " + String.join(", ", changes.unseen());
        if (!changes.unexpected().isEmpty()) {
            return "namespace %s: UNEXPECTED, by this run or by somebody else: %s%s"
                    .formatted(changes.namespace(), String.join("; ", changes.unexpected()), unseen);
        }
        return changes.expected().isEmpty()
                ? "namespace %s holds what it held before, %d objects%s"
                        .formatted(changes.namespace(), changes.after().size(), unseen)
                : "namespace %s: %s, as this run's checks do%s"
                        .formatted(changes.namespace(), String.join("; ", changes.expected()), unseen);
    }

    private long notAsked() {
        return result.verdicts().stream()
                .filter(verdict -> verdict.isSkippedFor(SkipReason.NOT_ASKED))
                .count();
    }
}
