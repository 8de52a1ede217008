// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Finding;
import java.time.Duration;

/**
 * A sign that a rollout will not complete.
 *
 * @param patience how long it must last, unchanged, before it is believed; zero for what is final at once
 */
record RolloutProblem(Finding finding, Duration patience) {
    /** For what may still mend itself: only the budget decides. */
    static final Duration UNTIL_BUDGET = Duration.ofDays(1);

    boolean isSameAs(RolloutProblem other) {
        return finding.cause() == other.finding.cause() && finding.reason().equals(other.finding.reason());
    }

    /** The finding, if the whole budget was waited for it. */
    Finding outOf(Duration budget) {
        return finding.detail("waited", budget.toSeconds() + " s, the whole budget");
    }

    boolean lastsUntilBudget() {
        return patience.equals(UNTIL_BUDGET);
    }
}
