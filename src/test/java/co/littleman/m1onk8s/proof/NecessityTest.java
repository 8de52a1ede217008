// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.engine.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class NecessityTest {
    private static Row row(String name, List<String> red, List<String> skippedAfter) {
        return new Row(
                name,
                "fault",
                "what",
                null,
                ClusterKind.FIRST,
                "redis-runs-lua",
                "FAIL",
                "lua-denied",
                1.0,
                2.0,
                red,
                skippedAfter,
                List.of(),
                List.of(),
                null);
    }

    @Test
    void whereNobodyElseNamesTheCauseTheRowTellsThatTheCheckIsNeeded() {
        Row shared =
                row("shared", List.of("redis-runs-lua (lua-denied)", "magento-cache-works (lua-denied)"), List.of());
        Row own = row("own", List.of("redis-runs-lua (lua-denied)", "magento-cache-works (other)"), List.of());

        assertThat(Necessity.recorded("redis-runs-lua", List.of(shared, own)))
                .contains(new Necessity("redis-runs-lua", "own", List.of("magento-cache-works (other)")));
    }

    @Test
    void whereAnotherNamesTheCauseTheRowTellsNothing() {
        Row shared =
                row("shared", List.of("redis-runs-lua (lua-denied)", "magento-cache-works (lua-denied)"), List.of());

        assertThat(Necessity.recorded("redis-runs-lua", List.of(shared))).isEmpty();
    }

    /** Without the check the other would have been judged, and might have named the cause. */
    @Test
    void whereAnotherWasNotJudgedBecauseOfItTheRowTellsNothing() {
        Row hidden = row("hidden", List.of("redis-runs-lua (lua-denied)"), List.of("magento-cache-works"));

        assertThat(Necessity.recorded("redis-runs-lua", List.of(hidden))).isEmpty();
    }

    @Test
    void checksOnWhichOthersDependAreOfConsequence() {
        assertThat(Necessity.ofConsequence(Catalogue.standard().all()))
                .contains("rollout-complete", "redis-answers-ping", "pod-comes-back")
                .doesNotContain("redis-runs-lua", "pod-stops-in-time");
    }
}
