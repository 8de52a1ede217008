// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private final List<String> told = new ArrayList<>();
    private final Phases phases = new Phases(new Progress() {
        @Override
        public void began(String phase) {
            told.add("began " + phase);
        }

        @Override
        public void ended(String phase, double seconds) {
            told.add("ended " + phase);
        }
    });

    @Test
    void phasesStandInTheOrderInWhichTheyBegan() {
        phases.time("cluster", () -> phases.time("apply", () -> {}));
        phases.time("rollout", () -> {});

        assertThat(phases.seconds()).containsOnlyKeys("cluster", "apply", "rollout");
        assertThat(phases.seconds().keySet()).containsExactly("cluster", "apply", "rollout");
        assertThat(told)
                .containsExactly(
                        "began cluster",
                        "began apply",
                        "ended apply",
                        "ended cluster",
                        "began rollout",
                        "ended rollout");
    }

    @Test
    void theResultOfTheWorkComesBack() {
        assertThat(phases.<String>time("cluster", () -> "v1.34.4")).isEqualTo("v1.34.4");
    }

    @Test
    void aPhaseThatFailsHasItsTimeToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> phases.time("apply", () -> {
                    takeTime();
                    throw new IllegalStateException();
                }));

        assertThat(phases.seconds().get("apply")).isBetween(0.03, 9.0);
        assertThat(told).containsExactly("began apply", "ended apply");
    }

    @Test
    void aSecondShortTurnDoesNotHideALongFirstOne() {
        phases.time("client pod running", PhasesTest::takeTime);
        phases.time("client pod running", () -> {});

        assertThat(phases.seconds().get("client pod running")).isBetween(0.03, 9.0);
    }

    private static void takeTime() {
        long end = System.nanoTime() + Duration.ofMillis(40).toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
