// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianOfAnOddCountIsInTheMiddle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void theMedianOfAnEvenCountIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 10.0, 1.0, 3.0))).isEqualTo(new Spread(3.5, 1, 10));
    }

    @Test
    void theMedianOfOneIsThatOne() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void aRowStandsBelowItsHeading() {
        assertThat(List.of(
                        Spread.heading("phase", "seconds, 5 runs"), new Spread(9.517, 9.13, 9.88).row("whole command")))
                .containsExactly(
                        "phase                              median      min      max   (seconds, 5 runs)",
                        "whole command                        9.52     9.13     9.88");
    }
}
