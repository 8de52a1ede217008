// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HttpAnswersInTimeTest {
    private static final long SLOW = 1_000_001;

    @Test
    void twoSlowOnesOfFiveAreTheirOwnMatter() {
        assertThat(HttpAnswersInTime.isInTime(List.of(SLOW, 1L, SLOW, 1L, 1_000_000L)))
                .isTrue();
    }

    @Test
    void threeAreTooMany() {
        assertThat(HttpAnswersInTime.isInTime(List.of(SLOW, SLOW, SLOW))).isFalse();
        assertThat(HttpAnswersInTime.isInTime(List.of(SLOW, 1L, SLOW, 1L, SLOW)))
                .isFalse();
    }

    @Test
    void oneThatIsNotAnsweredIsTooMany() {
        assertThat(HttpAnswersInTime.isInTime(List.of(1L, 1L, 1L, 1L))).isFalse();
        assertThat(HttpAnswersInTime.words(List.of())).isEqualTo("no request answered");
    }

    @Test
    void whatWasMeasuredIsSaid() {
        assertThat(HttpAnswersInTime.words(List.of(3_000L, 1_000L, 2_500L, 1_500L, 2_000L)))
                .isEqualTo("2.0 ms (median of 5), 3.0 ms at worst");
    }
}
