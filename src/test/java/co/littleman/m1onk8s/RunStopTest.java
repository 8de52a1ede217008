// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.RunStop.Reason;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Verdict;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunStopTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Verdict FAIL =
            Verdict.notPassed("nothing-exposed", "cache", Finding.of(Cause.EXPOSED, "Anybody gets in."), 1, 0);
    private static final Verdict PASS = Verdict.pass("images-pinned", "cache", "", 1, 0);

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void workThatEndsInTimeIsNotStopped() {
        RunStop stop = new RunStop(Duration.ofMinutes(1));

        assertThat(stop.attend(() -> {})).isTrue();
        assertThat(stop.reason()).isEmpty();
        assertThat(stop.explained(FAIL)).isEqualTo(FAIL);
    }

    @Test
    void theDeadlineInterruptsTheWork() {
        RunStop stop = new RunStop(SHORT);

        assertThat(stop.attend(this::untilInterrupted)).isTrue();
        assertThat(stop.reason()).contains(Reason.DEADLINE);
    }

    @Test
    void itCanBeMovedWhileTheRunGoesOn() {
        RunStop stop = new RunStop(Duration.ofDays(1));

        assertThat(stop.attend(() -> {
                    stop.deadline(SHORT);
                    untilInterrupted();
                }))
                .isTrue();
        assertThat(stop.reason()).contains(Reason.DEADLINE);
    }

    @Test
    void workThatDoesNotEndAfterwardsIsLeftToItself() {
        RunStop stop = new RunStop(SHORT, SHORT, SHORT);

        assertThat(stop.attend(() -> {
                    while (never.getCount() > 0) {
                        untilInterrupted();
                    }
                }))
                .isFalse();
        never.countDown();
    }

    @Test
    void theFirstReasonStays() {
        RunStop stop = new RunStop(Duration.ofMinutes(1));

        stop.request(Reason.SIGNAL);
        stop.request(Reason.DEADLINE);

        assertThat(stop.reason()).contains(Reason.SIGNAL);
        assertThat(stop.attend(this::untilInterrupted))
                .as("stopped before it began")
                .isTrue();
    }

    /** An interrupt breaks connections: what looks like a fault then is none. */
    @Test
    void whatFailsAfterwardsSaysNothing() {
        RunStop stop = new RunStop(Duration.ofMinutes(5));
        stop.request(Reason.DEADLINE);

        assertThat(stop.explained(PASS)).isEqualTo(PASS);
        assertThat(stop.explained(FAIL).cause()).isEqualTo("deadline-exceeded");
        assertThat(stop.explained(FAIL).message()).isEqualTo("""
                        The deadline of the whole run, 300 s, was over while this was judged.
                          look   run again with a longer --deadline, or find in the phases of verdicts.json what took the time""");
    }

    @Test
    void afterASignalItSaysWhatItWasAt() {
        RunStop stop = new RunStop(Duration.ofMinutes(5));
        stop.request(Reason.SIGNAL);
        Verdict own = Verdict.notPassed(
                "nothing-exposed",
                "cache",
                Finding.of(Cause.INTERRUPTED, "The run was stopped while it was at: asking."),
                1,
                0);

        assertThat(stop.explained(own)).isEqualTo(own);
        assertThat(stop.explained(FAIL).reason())
                .isEqualTo("The run was stopped while it was at: judging nothing-exposed.");
    }

    private void untilInterrupted() {
        try {
            never.await();
        } catch (InterruptedException e) {
            // As it is told.
        }
    }
}
