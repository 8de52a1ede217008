// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a case's file says must come of it, held against what came. */
final class Expectation {
    private final Case one;

    private Expectation(Case one) {
        this.one = one;
    }

    static Expectation of(Case one) {
        return new Expectation(one);
    }

    Row row(String name, CaseRun.Judged judged, double whole) {
        Result result = judged.result();
        Verdict caught = caught(result).orElse(null);
        FaultObserver witness = judged.witness();
        List<String> differences = differences(result);
        differences.addAll(judged.badAdvice());
        if (witness != null && !witness.saw()) {
            differences.add("the condition from which the clock runs was never seen");
        }
        return new Row(
                name,
                Row.kind(one),
                one.what(),
                one.row(),
                one.cluster(),
                caught == null ? null : caught.check(),
                caught == null ? null : caught.outcome().name(),
                caught == null ? null : caught.cause(),
                caught == null || witness == null || witness.seconds().isEmpty()
                        ? null
                        : witness.seconds().getAsDouble(),
                whole,
                red(result)
                        .map(verdict -> "%s (%s)".formatted(verdict.check(), verdict.cause()))
                        .toList(),
                caught == null ? List.of() : skippedAfter(result.verdicts(), caught.check()),
                differences,
                judged.peers(),
                null);
    }

    /** The verdict that was expected, for exactly that cause. */
    private Optional<Verdict> caught(Result result) {
        Case.Expect expect = one.expect();
        return expect == null ? Optional.empty() : caught(result, expect);
    }

    private static Optional<Verdict> caught(Result result, Case.Expect expect) {
        return verdicts(result, expect.check())
                .filter(verdict -> verdict.outcome().name().equals(expect.outcome())
                        && verdict.cause().equals(expect.cause()))
                .findFirst();
    }

    /** What is not as the file says; empty if all is. */
    List<String> differences(Result result) {
        List<String> differences = new ArrayList<>();
        Case.Expect expect = one.expect();
        due().forEach(each -> differences.addAll(missing(result, each)));
        red(result)
                .filter(verdict -> expect == null
                        || !(due().anyMatch(each -> each.check().equals(verdict.check()))
                                || one.also().contains(verdict.check())))
                .forEach(verdict -> differences.add("not allowed to fall: " + told(verdict)));
        if (expect == null) {
            notLookedAt(result).forEach(differences::add);
        }
        return differences;
    }

    /** All that must fall. */
    private Stream<Case.Expect> due() {
        return Stream.concat(Stream.ofNullable(one.expect()), one.and().stream());
    }

    private static List<String> missing(Result result, Case.Expect expect) {
        Optional<Verdict> caught = caught(result, expect);
        if (caught.isEmpty()) {
            return List.of("expected %s %s(%s), saw %s"
                    .formatted(
                            expect.check(),
                            expect.outcome(),
                            expect.cause(),
                            verdicts(result, expect.check())
                                    .map(Expectation::told)
                                    .toList()));
        }
        List<String> missing = new ArrayList<>(expect.says().stream()
                .filter(text -> !caught.get().message().contains(text))
                .map(text -> "does not say '%s': %s".formatted(text, told(caught.get())))
                .toList());
        likely(caught.get())
                .filter(likely -> expect.says().stream().noneMatch(likely::contains))
                .ifPresent(likely -> missing.add("calls this likely, and no 'says' of the file agrees: " + likely));
        return missing;
    }

    /** A reason that is not the fault's own sends its reader astray: somebody has to have compared the two. */
    private static Optional<String> likely(Verdict verdict) {
        return verdict.message()
                .lines()
                .filter(line -> line.startsWith("  likely "))
                .map(line -> line.replaceFirst("  likely +", ""))
                .findFirst();
    }

    /** Green by not looking is no green: a good variant may lack what a check is about, and nothing else. */
    private static Stream<String> notLookedAt(Result result) {
        Stream<String> skipped = result.verdicts().stream()
                .filter(verdict -> verdict.isSkippedFor(SkipReason.DEPENDENCY))
                .map(verdict -> "skipped: " + told(verdict));
        boolean anyPassed = result.verdicts().stream().anyMatch(verdict -> verdict.outcome() == Outcome.PASS);
        return anyPassed ? skipped : Stream.concat(skipped, Stream.of("nothing passed"));
    }

    /** Whose skip names this check: as a dependency, or as the one that it follows from. */
    static List<String> skippedAfter(List<Verdict> verdicts, String check) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.SKIPPED
                        && Arrays.asList(verdict.reason().split("[^a-z0-9-]+")).contains(check))
                .map(Verdict::check)
                .toList();
    }

    private static Stream<Verdict> red(Result result) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.INCONCLUSIVE);
    }

    private static Stream<Verdict> verdicts(Result result, String check) {
        return result.verdicts().stream().filter(verdict -> verdict.check().equals(check));
    }

    private static String told(Verdict verdict) {
        return "%s %s(%s) %s"
                .formatted(
                        verdict.name(),
                        verdict.outcome(),
                        verdict.cause().isEmpty() ? verdict.reason() : verdict.cause(),
                        Objects.requireNonNullElse(verdict.message(), ""));
    }
}
