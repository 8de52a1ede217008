// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.Outcome;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of one case: a row of the table.
 *
 * @param name of the case's file
 * @param kind {@code fault} or {@code good}
 * @param row number in the list of known faults, or null
 * @param check that fell as expected; null for a good variant, and where none did
 * @param cause that it named
 * @param seconds from the observable condition to the verdict; null if there is none
 * @param whole seconds of the whole judging
 * @param red every verdict that was FAIL or INCONCLUSIVE, as {@code check (cause)}
 * @param skippedAfter checks that were not judged because of the one that fell
 * @param differences what is not as the file says; empty if all is
 * @param peers what others said of the same stack; empty if nobody asked them
 * @param needs why it was skipped, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Row(
        String name,
        String kind,
        String what,
        @Nullable String row,
        ClusterKind cluster,
        @Nullable String check,
        @Nullable String outcome,
        @Nullable String cause,
        @Nullable Double seconds,
        double whole,
        List<String> red,
        List<String> skippedAfter,
        List<String> differences,
        List<PeerVerdict> peers,
        @Nullable String needs) {

    private static final int TRACE_LINES = 12;

    static Row skipped(String name, Case one) {
        return notJudged(name, one, 0, List.of(), one.needs());
    }

    /** The injection itself failed: nothing is known of the suite. */
    static Row broken(String name, Case one, RuntimeException why, double whole) {
        StringWriter trace = new StringWriter();
        why.printStackTrace(new PrintWriter(trace));
        String told = trace.toString().lines().limit(TRACE_LINES).collect(Collectors.joining("\n"));
        return notJudged(name, one, whole, List.of("not judged: " + told), null);
    }

    private static Row notJudged(
            String name, Case one, double whole, List<String> differences, @Nullable String needs) {
        return new Row(
                name,
                kind(one),
                one.what(),
                one.row(),
                one.cluster(),
                null,
                null,
                null,
                null,
                whole,
                List.of(),
                List.of(),
                differences,
                List.of(),
                needs);
    }

    static String kind(Case one) {
        return one.isGood() ? "good" : "fault";
    }

    /** How many verdicts were FAIL: one for each fault, if the suite tells one cause once. */
    long fails() {
        return red.stream()
                .filter(one -> Causes.of(cause(one)).outcome() == Outcome.FAIL)
                .count();
    }

    private static String cause(String one) {
        return one.substring(one.indexOf('(') + 1, one.length() - 1);
    }

    /** What a run without one of its checks must differ in. */
    Set<String> causes() {
        return causes(red.stream());
    }

    /** What the others say, beside the check that fell as expected. */
    Set<String> causesWithout(String id) {
        return causes(red.stream().filter(one -> !one.startsWith(id + " (")));
    }

    private static Set<String> causes(Stream<String> red) {
        return red.map(one -> one.substring(one.indexOf('(') + 1, one.length() - 1))
                .collect(Collectors.toSet());
    }

    boolean isRight() {
        return differences.isEmpty();
    }
}
