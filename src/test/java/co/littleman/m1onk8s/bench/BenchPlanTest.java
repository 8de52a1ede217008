// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.littleman.m1onk8s.bench.BenchPlan.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchPlanTest {
    @Test
    void withoutArgumentsFiveWholeRunsAreTimed() {
        assertThat(plan()).isEqualTo(new BenchPlan(Way.PLAIN, 5, List.of(), List.of()));
    }

    @Test
    void aNumberIsThatOfTheRunsAndTheRestIsForTheRun() {
        assertThat(plan("3", "--level", "talk"))
                .isEqualTo(new BenchPlan(Way.PLAIN, 3, List.of(), List.of("--level", "talk")));
        assertThat(plan("--keep")).isEqualTo(new BenchPlan(Way.PLAIN, 5, List.of(), List.of("--keep")));
    }

    @Test
    void scaleTakesTheRunsAndThenTheSizes() {
        assertThat(plan("scale"))
                .isEqualTo(new BenchPlan(Way.SCALE, 10, List.of(1, 5, 15, 30), List.of("--level", "probe")));
        assertThat(plan("scale", "2"))
                .isEqualTo(new BenchPlan(Way.SCALE, 2, List.of(1, 5, 15, 30), List.of("--level", "probe")));
        assertThat(plan("scale", "2", "1", "3", "--", "--check", "redis-answers-ping"))
                .isEqualTo(new BenchPlan(
                        Way.SCALE, 2, List.of(1, 3), List.of("--level", "probe", "--check", "redis-answers-ping")));
    }

    @Test
    void busyRunsAHundredTimesAtLevelProbe() {
        assertThat(plan("busy")).isEqualTo(new BenchPlan(Way.BUSY, 100, List.of(), List.of("--level", "probe")));
        assertThat(plan("busy", "7").runs()).isEqualTo(7);
    }

    @Test
    void aLevelOfOnesOwnTakesThePlaceOfProbe() {
        assertThat(plan("scale", "1", "1", "--", "--level=talk").options()).containsExactly("--level=talk");
        assertThat(plan("busy", "--level", "talk").options()).containsExactly("--level", "talk");
    }

    @Test
    void aSizeThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> plan("scale", "2", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "scripts/bench scale: 'many' must be a whole number from 1 to 999999; write options for scripts/verify behind --, and see scripts/bench --help.");
        assertThatThrownBy(() -> plan("scale", "0")).hasMessageContaining("'0' must be");
    }

    private static BenchPlan plan(String... arguments) {
        return BenchPlan.of(List.of(arguments));
    }
}
