// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DebounceTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Debounce steady = new Debounce();

    @Test
    void whatIsFinalAtOnceIsBelievedAtOnce() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> steady.observe(trouble("An image name that is not one.", Duration.ZERO)))
                .withMessage("An image name that is not one.");
    }

    @Test
    void allElseIsBelievedWhenItHasLasted() {
        steady.observe(trouble("A crash.", PATIENCE));
        pass(PATIENCE);

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> steady.observe(trouble("A crash.", PATIENCE)));
    }

    @Test
    void itIsTheSameTroubleThoughItsDetailsDiffer() {
        steady.observe(trouble("A crash.", PATIENCE));
        pass(PATIENCE);

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> steady.observe(trouble("A crash.", PATIENCE)
                        .map(trouble -> new RolloutProblem(trouble.finding().seen("exit code 2"), PATIENCE))));
    }

    @Test
    void anotherTroubleStartsItsTimeAnew() {
        steady.observe(trouble("A crash.", PATIENCE));
        pass(PATIENCE);

        assertThatCode(() -> steady.observe(trouble("A missing image.", PATIENCE)))
                .doesNotThrowAnyException();
    }

    @Test
    void soDoesAMomentWithoutTrouble() {
        steady.observe(trouble("A crash.", PATIENCE));
        steady.observe(Optional.empty());
        pass(PATIENCE);

        assertThatCode(() -> steady.observe(trouble("A crash.", PATIENCE))).doesNotThrowAnyException();
    }

    @Test
    void theTroubleOfTheLastLookIsRemembered() {
        assertThat(steady.last()).isEmpty();

        steady.observe(trouble("A crash.", RolloutProblem.UNTIL_BUDGET));
        assertThat(steady.last()).isEqualTo(trouble("A crash.", RolloutProblem.UNTIL_BUDGET));

        steady.observe(Optional.empty());
        assertThat(steady.last()).isEmpty();
    }

    @Test
    void whatOnlyTheBudgetEndsIsToldWhileItIsWaitedForAndOnce() {
        List<String> told = new ArrayList<>();
        Debounce waiting = new Debounce(finding -> told.add(finding.reason()));
        waiting.observe(trouble("No Secret.", RolloutProblem.UNTIL_BUDGET));
        assertThat(told).as("it may be there in a moment").isEmpty();

        pass(Duration.ofMillis(600));
        waiting.observe(trouble("No Secret.", RolloutProblem.UNTIL_BUDGET));
        waiting.observe(trouble("No Secret.", RolloutProblem.UNTIL_BUDGET));

        assertThat(told).containsExactly("No Secret.");
    }

    private static Optional<RolloutProblem> trouble(String reason, Duration patience) {
        return Optional.of(new RolloutProblem(Finding.of(Cause.CRASH_LOOP, reason), patience));
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
