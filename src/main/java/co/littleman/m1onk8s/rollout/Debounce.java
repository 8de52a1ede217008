// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Believes a trouble only when it has lasted unchanged for its patience. */
final class Debounce {
    /** Shorter than a second: what is waited for is told in the first one. */
    private static final Duration TOLD = Duration.ofMillis(500);

    private final Consumer<Finding> waited;
    private final Set<String> told = new HashSet<>();
    private @Nullable RolloutProblem last;
    private long sinceNanos;

    Debounce() {
        this(finding -> {});
    }

    /**
     * As above.
     *
     * @param waited is told once of each trouble for which only the budget is waited
     */
    Debounce(Consumer<Finding> waited) {
        this.waited = waited;
    }

    /**
     * Takes note of what there is now.
     *
     * @throws CheckFailedException if the trouble has lasted long enough
     */
    void observe(Optional<RolloutProblem> now) {
        RolloutProblem trouble = now.orElse(null);
        if (trouble == null || last == null || !trouble.isSameAs(last)) {
            sinceNanos = System.nanoTime();
        }
        last = trouble;
        if (trouble == null) {
            return;
        }
        Duration lasted = Duration.ofNanos(System.nanoTime() - sinceNanos);
        if (lasted.compareTo(trouble.patience()) >= 0) {
            throw new CheckFailedException(trouble.finding());
        }
        if (trouble.lastsUntilBudget()
                && lasted.compareTo(TOLD) >= 0
                && told.add(trouble.finding().reason())) {
            waited.accept(trouble.finding());
        }
    }

    /** The trouble that was there when the budget ran out. */
    Optional<RolloutProblem> last() {
        return Optional.ofNullable(last);
    }
}
