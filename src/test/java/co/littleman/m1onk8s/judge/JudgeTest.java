package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Unproven;
import co.littleman.m1onk8s.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Stack STACK = Stack.read(Settings.of(Path.of("manifests")));
    private final Unproven noEngine =
            new Unproven(Finding.of(Cause.ENGINE_UNAVAILABLE, "There is no container engine here."));

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
                .allMatch(reason -> reason.matches("ground: .*|need: .*"))
                .contains("ground: manifests-accepted", "ground: rollout-complete");
        assertThat(Result.outcome(verdicts)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void itIsNamedOnceWhereSeveralClaimsStandOnNothing() {
        Reach observe = new Reach(Level.OBSERVE, false, null, null, Map.of());

        List<Verdict> verdicts =
                new Judge(Catalogue.all(), Catalogue.select(Set.of()), STACK, observe, Progress.NONE).blocked(noEngine);

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::name)
                .containsExactly("stack objects-present");
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.claim().equals("images-pinned"))
                .extracting(Verdict::reason)
                .containsExactly("blocked: engine-unavailable");
    }

    @Test
    void itIsNamedWhereNothingWouldHaveBeenJudged() {
        Reach observe = new Reach(Level.OBSERVE, false, null, null, Map.of());

        List<Verdict> verdicts = new Judge(
                        Catalogue.all(), Catalogue.select(Set.of("manifests-accepted")), STACK, observe, Progress.NONE)
                .blocked(noEngine);

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::cause)
                .containsExactly("engine-unavailable");
    }

    @Test
    void whatWasJudgedStandsAndOneOfTheOthersSaysWhyTheyWereNot() {
        Verdict judged = Verdict.pass("images-pinned", "cache", "", 1, 0);
        Verdict more = Verdict.pass("every-claim-judged", "stack", "", 1, 0);
        Judge judge = judge(Progress.NONE);

        List<Verdict> all = judge.completed(
                Map.of(judged.name(), judged, more.name(), more),
                Unjudged.skippingTheRest(claim -> Finding.of(Cause.INTERRUPTED, "Stopped at " + claim + ".")));

        assertThat(all).hasSize(judge.size() + 1).contains(judged).endsWith(more);
        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Verdict::name, Verdict::reason)
                .containsExactly(tuple("stack manifests-accepted", "Stopped at manifests-accepted."));
        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() == Outcome.SKIPPED)
                .hasSize(judge.size() - 2)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.matches("blocked: interrupted|need: .*|no-peer"));
    }

    @Test
    void whereADeadlineWasOverNothingIsSkippedForIt() {
        List<Verdict> all = judge(Progress.NONE)
                .completed(
                        Map.of(),
                        new Unjudged(
                                claim -> Finding.of(Cause.DEADLINE_EXCEEDED, "Judged."),
                                Finding.of(Cause.DEADLINE_EXCEEDED, "Not begun.")));

        assertThat(all)
                .filteredOn(verdict -> verdict.outcome() != Outcome.INCONCLUSIVE)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.startsWith("need: "));
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

    private static Judge judge(Progress progress) {
        return new Judge(Catalogue.all(), Catalogue.select(Set.of()), STACK, Reach.ALL, progress);
    }
}
