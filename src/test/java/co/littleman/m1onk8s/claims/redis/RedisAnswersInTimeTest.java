package co.littleman.m1onk8s.claims.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisAnswersInTimeTest {
    private static final Address REDIS = new Address("10.43.0.9", 6379);

    @Test
    void aFewSlowAnswersOfAHundredAreNotedAndBorne() {
        assertThat(RedisAnswersInTime.inTime(REDIS, micros(97, 250, 3, 90_000)))
                .isEqualTo("PING median 0.25 ms, worst 90.0 ms");
    }

    @Test
    void aMedianAtTheBudgetIsInTime() {
        assertThat(RedisAnswersInTime.inTime(REDIS, micros(100, 20_000, 0, 0)))
                .isEqualTo("PING median 20.00 ms, worst 20.0 ms");
    }

    @Test
    void aMedianAboveItIsNot() {
        assertThatExceptionOfType(Unproven.class)
                .isThrownBy(() -> RedisAnswersInTime.inTime(REDIS, micros(49, 300, 51, 20_001)))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.REDIS_SLOW);
                    assertThat(unproven).hasMessage("""
                            Redis at 10.43.0.9:6379 takes too long for a PING.
                              expected   a median of at most 20 ms
                              seen       PING median 20.00 ms, worst 20.0 ms
                              likely     a CPU limit that is too low, a busy node, or slow scripts""");
                });
    }

    @Test
    void answersThatDoNotComeAreNoMedian() {
        assertThatExceptionOfType(Unproven.class)
                .isThrownBy(() -> RedisAnswersInTime.inTime(REDIS, micros(7, 300, 0, 0)))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.REDIS_SILENT);
                    assertThat(unproven).hasMessage("""
                            Redis at 10.43.0.9:6379 answers only 7 of 100 PINGs.
                              likely   it hangs, or hung up""");
                });
    }

    /** The slow ones first: no order is asked for. */
    private static List<Long> micros(int quick, long micros, int slow, long more) {
        List<Long> all = new ArrayList<>(Collections.nCopies(slow, more));
        all.addAll(Collections.nCopies(quick, micros));
        return all;
    }
}
