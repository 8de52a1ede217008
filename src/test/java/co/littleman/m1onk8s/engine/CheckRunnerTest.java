// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {
    private static final Stack STACK = Stack.read(Settings.of(Path.of("manifests")), Kinds.all());
    private final CheckFailedException noEngine =
            new CheckFailedException(Finding.of(Cause.ENGINE_UNAVAILABLE, "There is no container engine here."));

    @Test
    void whereThereIsNoClusterTheObstacleIsNamedOnceAndAllElseFallsWithIt() {
        List<Verdict> verdicts = judge(Progress.NONE).blocked(noEngine);

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::name, Verdict::cause, Verdict::reason)
                .containsExactly(
                        tuple("stack manifests-accepted", "engine-unavailable", "There is no container engine here."));
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() != Outcome.INCONCLUSIVE)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.matches("depends-on: .*|requires: .*"))
                .contains("depends-on: manifests-accepted", "depends-on: rollout-complete");
        assertThat(Result.outcome(verdicts)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void itIsNamedOnceWhereSeveralChecksStandOnNothing() {
        Scope observe = new Scope(Level.OBSERVE, false, null, null, Map.of());

        List<Verdict> verdicts = new CheckRunner(
                        Catalogue.standard().all(),
                        Catalogue.standard().select(Set.of()),
                        STACK,
                        observe,
                        List.of(),
                        Progress.NONE)
                .blocked(noEngine);

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::name)
                .containsExactly("stack objects-present");
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.check().equals("images-pinned"))
                .extracting(Verdict::reason)
                .containsExactly("blocked: engine-unavailable");
    }

    @Test
    void itIsNamedWhereNothingWouldHaveBeenJudged() {
        Scope observe = new Scope(Level.OBSERVE, false, null, null, Map.of());

        List<Verdict> verdicts = new CheckRunner(
                        Catalogue.standard().all(),
                        Catalogue.standard().select(Set.of("manifests-accepted")),
                        STACK,
                        observe,
                        List.of(),
                        Progress.NONE)
                .blocked(noEngine);

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::cause)
                .containsExactly("engine-unavailable");
    }

    @Test
    void whatWasJudgedStandsAndOneOfTheOthersSaysWhyTheyWereNot() {
        Verdict judged = Verdict.pass("images-pinned", "cache", "", 1, 0);
        Verdict more = Verdict.pass("every-check-judged", "stack", "", 1, 0);
        CheckRunner judge = judge(Progress.NONE);

        List<Verdict> all = judge.completed(
                Map.of(judged.name(), judged, more.name(), more),
                UnjudgedReason.skippingTheRest(check -> Finding.of(Cause.INTERRUPTED, "Stopped at " + check + ".")));

        assertThat(all).hasSize(judge.size() + 1).contains(judged).endsWith(more);
        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::name, Verdict::reason)
                .containsExactly(tuple("stack manifests-accepted", "Stopped at manifests-accepted."));
        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() == Outcome.SKIPPED)
                .hasSize(judge.size() - 2)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.matches("blocked: interrupted|requires: .*|no-peer"));
    }

    @Test
    void whereADeadlineWasOverNothingIsSkippedForIt() {
        List<Verdict> all = judge(Progress.NONE)
                .completed(
                        Map.of(),
                        new UnjudgedReason(
                                check -> Finding.of(Cause.DEADLINE_EXCEEDED, "Judged."),
                                Finding.of(Cause.DEADLINE_EXCEEDED, "Not begun.")));

        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() != Outcome.INCONCLUSIVE)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.startsWith("requires: "));
        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::reason)
                .containsOnly("Not begun.")
                .hasSizeGreaterThan(50);
    }

    @Test
    void whoWatchesIsToldEachVerdict() {
        List<Verdict> told = new ArrayList<>();

        List<Verdict> verdicts = judge(new Progress() {
                    @Override
                    public void judged(Verdict verdict) {
                        told.add(verdict);
                    }
                })
                .blocked(noEngine);

        assertThat(told).isEqualTo(verdicts);
    }

    private static CheckRunner judge(Progress progress) {
        return new CheckRunner(
                Catalogue.standard().all(),
                Catalogue.standard().select(Set.of()),
                STACK,
                Scope.ALL,
                List.of(),
                progress);
    }
}
