package co.littleman.m1onk8s.claims;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Unproven;
import co.littleman.m1onk8s.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Stack STACK = new Stack(List.of(), List.of(new Component("cache", "shop", null, List.of())));
    private final Unproven noEngine =
            new Unproven(Finding.of(Cause.ENGINE_UNAVAILABLE, "There is no container engine here."));

    @Test
    void whereThereIsNoClusterTheObstacleIsNamedOnceAndAllElseFallsWithIt() {
        List<Verdict> verdicts = new Judge(Catalogue.all(), STACK, Progress.NONE).blocked(noEngine);

        assertThat(verdicts)
                .extracting(verdict -> "%s %s %s %s"
                        .formatted(verdict.name(), verdict.outcome(), verdict.cause(), verdict.reason())
                        .replace("  ", " "))
                .containsExactly(
                        "stack manifests-accepted INCONCLUSIVE engine-unavailable There is no container engine here.",
                        "stack objects-present SKIPPED ground: manifests-accepted",
                        "cache rollout-complete SKIPPED ground: manifests-accepted",
                        "cache service-has-endpoints SKIPPED ground: rollout-complete",
                        "cache dns-names-resolve SKIPPED ground: rollout-complete",
                        "cache redis-answers-by-name SKIPPED ground: dns-names-resolve",
                        "cache redis-answers-ping SKIPPED ground: service-has-endpoints",
                        "cache redis-keeps-a-key SKIPPED ground: service-has-endpoints");
        assertThat(Result.outcome(verdicts)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void whoWatchesIsToldEachVerdict() {
        List<Verdict> told = new ArrayList<>();

        List<Verdict> verdicts = new Judge(Catalogue.all(), STACK, new Progress() {
                    @Override
                    public void judged(Verdict verdict) {
                        told.add(verdict);
                    }
                })
                .blocked(noEngine);

        assertThat(told).isEqualTo(verdicts);
    }
}
