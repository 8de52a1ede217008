// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAnswersInTimeTest {
    private static final Address REDIS = new Address("10.43.0.9", 6379);

    @Test
    void aSlowPageOfFiveIsNotedAndBorne() {
        assertThat(RedisAnswersInTime.inTime(REDIS, pages(90_000, 40, 50, 60, 70)))
                .isEqualTo("100 PINGs in 6.0 ms (median of 5 times), 9000.0 ms at worst");
    }

    @Test
    void aPageAtTheBudgetIsInTime() {
        assertThat(RedisAnswersInTime.inTime(REDIS, pages(2_000, 3_000, 2_000, 2_000, 1_000)))
                .isEqualTo("100 PINGs in 200.0 ms (median of 5 times), 300.0 ms at worst");
    }

    @Test
    void mostPagesAboveItAreNot() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisAnswersInTime.inTime(REDIS, pages(4_000, 10, 2_001, 4_000, 20)))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(RedisCause.REDIS_SLOW);
                    assertThat(unproven).hasMessage("""
                            Redis at 10.43.0.9:6379 makes every page wait for its cache.
                              expected   100 PINGs within 200 ms
                              seen       100 PINGs in 200.1 ms (median of 5 times), 400.0 ms at worst
                              likely     a CPU limit that is too low, a busy node, or slow scripts""");
                });
    }

    @Test
    void answersThatDoNotComeAreNoPage() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisAnswersInTime.inTime(REDIS, Collections.nCopies(7, 300L)))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(RedisCause.REDIS_SILENT);
                    assertThat(unproven).hasMessage("""
                            Redis at 10.43.0.9:6379 answers only 7 of 500 PINGs.
                              likely   it hangs, or hung up""");
                });
    }

    @ParameterizedTest
    @CsvSource({"1999, false", "2001, true", "6000, true", "6001, false"})
    void onlyWhatIsJustTooSlowIsMeasuredAgain(long micros, boolean again) {
        assertThat(RedisAnswersInTime.isJustTooSlow(pages(10, micros, micros, micros, 9_000)))
                .isEqualTo(again);
    }

    @Test
    void whatDoesNotAnswerIsNotMeasuredAgain() {
        assertThat(RedisAnswersInTime.isJustTooSlow(Collections.nCopies(7, 3_000L)))
                .isFalse();
    }

    private static List<Long> pages(long... micros) {
        List<Long> all = new ArrayList<>();
        for (long each : micros) {
            all.addAll(Collections.nCopies(100, each));
        }
        return all;
    }
}
