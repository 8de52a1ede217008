// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static Verdict skipped(String check, SkipReason reason, String why) {
        return Verdict.skipped(check, "cache", new CheckSkippedException(reason, why));
    }

    @Test
    void whatWasSkippedBecauseOfACheckIsToldFromWhatWasSkippedForAnotherReason() {
        List<Verdict> verdicts = List.of(
                skipped("magento-cache-works", SkipReason.DEPENDENCY, "redis-runs-lua"),
                skipped("redis-keeps-a-key", SkipReason.DEPENDENCY, "redis-runs-lua-as-well"),
                skipped("redis-is-master", SkipReason.REQUIREMENT, "a Redis"),
                Verdict.pass("redis-runs-lua", "cache", "", 1, 0));

        assertThat(Expectation.skippedAfter(verdicts, "redis-runs-lua")).containsExactly("magento-cache-works");
    }
}
