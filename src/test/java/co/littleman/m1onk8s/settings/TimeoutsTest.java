// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsTest {
    /** As --help says: 300 and both budgets, and for each component what the level asks for. */
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, 1, 490",
        "TALK, 1, 500",
        "PROBE, 1, 540",
        "PROBE, 15, 1380",
        "DISRUPT, 1, 780",
        "INSTALL, 1, 780",
        "INSTALL, 5, 1980",
        "INSTALL, 0, 480"
    })
    void theDeadlineGrowsWithTheLevelAndTheComponents(Level level, int components, int seconds) {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(60));

        assertThat(timeouts.wholeRun(level, components)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void oneThatIsNamedHolds() {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofSeconds(30));

        assertThat(timeouts.wholeRun(Level.INSTALL, 30)).isEqualTo(Duration.ofSeconds(30));
    }
}
