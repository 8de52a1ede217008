package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.verdict.Unproven;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes a trouble only when it has lasted unchanged for its patience. */
final class Steady {
    private @Nullable Trouble last;
    private long sinceNanos;

    /**
     * Takes note of what there is now.
     *
     * @throws Unproven where the trouble has lasted long enough
     */
    void observe(Optional<Trouble> now) {
        Trouble trouble = now.orElse(null);
        if (trouble == null || last == null || !trouble.isSameAs(last)) {
            sinceNanos = System.nanoTime();
        }
        last = trouble;
        if (trouble != null && Duration.ofNanos(System.nanoTime() - sinceNanos).compareTo(trouble.patience()) >= 0) {
            throw new Unproven(trouble.finding());
        }
    }

    /** The trouble that was there when the budget ran out. */
    Optional<Trouble> last() {
        return Optional.ofNullable(last);
    }
}
