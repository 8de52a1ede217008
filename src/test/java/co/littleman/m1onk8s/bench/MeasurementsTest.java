// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private final Measurements measurements = new Measurements();

    @Test
    void rowsComeInTheOrderInWhichTheNamesCameUp() {
        measurements.add("whole command", 2);
        measurements.add("apply", 1);
        measurements.add("whole command", 4);

        assertThat(measurements.rows())
                .containsExactly(new Spread(3, 2, 4).row("whole command"), new Spread(1, 1, 1).row("apply"));
    }

    @Test
    void whatWasNotMeasuredHasNoRow() {
        measurements.add("apply", 1);

        assertThat(measurements.rows(List.of("rollout", "apply"))).containsExactly(new Spread(1, 1, 1).row("apply"));
        assertThat(measurements.of("rollout")).isEmpty();
    }

    @Test
    void runsAreComparedOneByOne() {
        Measurements one = new Measurements();
        one.add("wait", 2);
        one.add("wait", 5);
        measurements.add("wait", 6);
        measurements.add("wait", 10);
        measurements.add("wait", 99);

        assertThat(measurements.times(one, "wait")).containsExactly(3.0, 2.0);
    }
}
