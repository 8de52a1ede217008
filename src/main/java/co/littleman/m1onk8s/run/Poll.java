// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Asks again until the answer is yes: at once, then at a fixed pace, in the caller's own thread.
 *
 * @param pace between two questions
 */
public record Poll(Duration pace) {
    /** For questions that a local view answers: a look costs nothing. */
    public static final Poll LOCAL = new Poll(Duration.ofMillis(50));
    /** For questions that go over the network. */
    public static final Poll REMOTE = new Poll(Duration.ofMillis(250));

    /**
     * True as soon as the question is; false if it is not within the budget. What it throws ends the waiting.
     *
     * @param budget no time, or less, asks once
     */
    public boolean until(Duration budget, BooleanSupplier question) {
        if (budget.isZero() || budget.isNegative()) {
            // Awaitility takes no such limit.
            return question.getAsBoolean();
        }
        try {
            Awaitility.await()
                    .atMost(budget)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(pace)
                    .pollInSameThread()
                    .until(question::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Lets the window pass. */
    public static void pass(Duration window) {
        new Poll(window.dividedBy(10)).until(window, () -> false);
    }

    /** Looks on for the whole window; what the look throws ends it. */
    public void watch(Duration window, Runnable look) {
        until(window, () -> {
            look.run();
            return false;
        });
    }
}
