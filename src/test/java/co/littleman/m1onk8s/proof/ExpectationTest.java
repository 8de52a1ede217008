package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static Verdict skipped(String claim, SkipReason reason, String why) {
        return Verdict.skipped(claim, "cache", new Skipped(reason, why));
    }

    @Test
    void whatWasSkippedBecauseOfAClaimIsToldFromWhatWasSkippedForAnotherReason() {
        List<Verdict> verdicts = List.of(
                skipped("magento-cache-works", SkipReason.GROUND, "redis-runs-lua"),
                skipped("redis-keeps-a-key", SkipReason.GROUND, "redis-runs-lua-as-well"),
                skipped("redis-is-master", SkipReason.NEED, "a Redis"),
                Verdict.pass("redis-runs-lua", "cache", "", 1, 0));

        assertThat(Expectation.skippedAfter(verdicts, "redis-runs-lua")).containsExactly("magento-cache-works");
    }
}
