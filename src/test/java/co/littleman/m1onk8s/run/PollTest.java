// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final Duration WINDOW = Duration.ofMillis(200);

    private final Poll poll = new Poll(Duration.ofMillis(10));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aYesAtOnceIsTakenAtOnce() {
        long start = System.nanoTime();

        assertThat(new Poll(Duration.ofSeconds(5)).until(Duration.ofSeconds(10), () -> asked.incrementAndGet() == 1))
                .isTrue();
        assertThat(asked).hasValue(1);
        assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void itAsksUntilTheAnswerIsYes() {
        assertThat(poll.until(Duration.ofSeconds(10), () -> asked.incrementAndGet() == 3))
                .isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void withoutTimeItAsksOnce() {
        assertThat(poll.until(Duration.ZERO, () -> asked.incrementAndGet() == 1))
                .isTrue();
        assertThat(poll.until(Duration.ofSeconds(-1), () -> asked.incrementAndGet() < 0))
                .isFalse();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aNoStaysNoAtTheEndOfTheBudget() {
        long start = System.nanoTime();

        assertThat(poll.until(WINDOW, () -> asked.incrementAndGet() < 0)).isFalse();
        assertThat(asked).hasValueGreaterThan(1);
        assertThat(since(start)).isGreaterThanOrEqualTo(WINDOW);
    }

    @Test
    void itAsksOnceEvenWhereThePaceIsLongerThanTheBudget() {
        assertThat(new Poll(WINDOW.multipliedBy(2)).until(WINDOW, () -> asked.incrementAndGet() < 0))
                .isFalse();
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void itAsksInTheThreadOfItsCaller() {
        Thread caller = Thread.currentThread();

        assertThat(poll.until(WINDOW, () -> Thread.currentThread() == caller)).isTrue();
    }

    @Test
    void whatTheQuestionThrowsEndsTheWaiting() {
        CheckFailedException unproven = new CheckFailedException(Finding.of(Cause.CRASH_LOOP, "Container redis ends."));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> poll.until(Duration.ofSeconds(10), () -> {
                    throw unproven;
                }))
                .isSameAs(unproven);
    }

    @Test
    void whoWatchesLooksForTheWholeWindow() {
        long start = System.nanoTime();

        poll.watch(WINDOW, asked::incrementAndGet);

        assertThat(asked).hasValueGreaterThan(1);
        assertThat(since(start)).isGreaterThanOrEqualTo(WINDOW);
    }

    @Test
    void whatTheLookThrowsEndsTheWatching() {
        CheckFailedException unproven = new CheckFailedException(Finding.of(Cause.NOT_READY, "Not ready."));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> poll.watch(Duration.ofSeconds(10), () -> {
                    if (asked.incrementAndGet() == 2) {
                        throw unproven;
                    }
                }))
                .isSameAs(unproven);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aWindowPassesAsAWhole() {
        long start = System.nanoTime();

        Poll.pass(WINDOW);

        assertThat(since(start)).isBetween(WINDOW, Duration.ofSeconds(5));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
