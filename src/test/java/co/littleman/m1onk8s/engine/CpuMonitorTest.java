// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CpuMonitorTest {
    @Test
    void aMachineWithTimeGivesAWholeProcessor() {
        assertThat(least(2, 2, 2, 2, 2, 2)).isEqualTo(1);
    }

    @Test
    void threeSecondsOfLittleAreTooLittle() {
        assertThat(least(2, 2, 50, 50, 50, 50, 50, 50, 2)).isEqualTo(0.04).isLessThan(CpuMonitor.TOO_LITTLE);
    }

    @Test
    void oneSlowLookIsNot() {
        assertThat(least(2, 2, 40, 2, 2, 2, 2)).isGreaterThan(CpuMonitor.TOO_LITTLE);
    }

    @Test
    void whatWasBeforeDoesNotCount() {
        try (CpuMonitor share = new CpuMonitor(0)) {
            for (int i = 0; i < 12; i++) {
                share.add(look(i, i < 6 ? 40 : 2));
            }
            assertThat(share.leastSince(second(11))).isEqualTo(1);
            assertThat(share.leastSince(second(5))).isEqualTo(0.05);
        }
    }

    @Test
    void whoIsNiceGetsLessThanTheClusterDoes() {
        try (CpuMonitor share = new CpuMonitor(10)) {
            for (int i = 0; i < 6; i++) {
                share.add(look(i, 40));
            }
            assertThat(share.leastSince(0)).isBetween(0.46, 0.47);
        }
        assertThat(CpuMonitor.niceness("42 (my java) S 1 42 42 0 -1 4194560 1 0 0 0 5 1 0 0 30 10 24 0 1"))
                .isEqualTo(10);
    }

    private static double least(int... wallMillis) {
        try (CpuMonitor share = new CpuMonitor(0)) {
            for (int i = 0; i < wallMillis.length; i++) {
                share.add(look(i, wallMillis[i]));
            }
            return share.leastSince(0);
        }
    }

    private static CpuMonitor.Look look(int second, int wallMillis) {
        return new CpuMonitor.Look(
                second(second), TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(wallMillis));
    }

    private static long second(int second) {
        return TimeUnit.SECONDS.toNanos(second);
    }
}
