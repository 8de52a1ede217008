// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a check saw is certain. A verdict that may be owed to the way to the cluster, and not to the stack, is
 * no FAIL: if looking again does no harm the check is judged again, and else it says that it could not tell.
 */
final class RetryPolicy {
    /** A trouble that is there at the third look as well is no accident. */
    static final int LOOKS = 3;

    /**
     * After an outage controllers, kubelets and kube-proxies come back one by one, for each waits longer between its
     * tries, half a minute at most. Measured: an API server that was gone for two seconds, and clients that were
     * without the new pod for 17.
     */
    static final Duration AFTERMATH = Duration.ofSeconds(45);

    /** What is only asked for is there again as soon as the API server is. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** A server that is started again, or a proxy that changes over, is back within seconds; half a minute is long. */
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    /** What is to become of a verdict. */
    enum Next {
        /** It stands. */
        STANDS,
        /** The check is judged again. */
        AGAIN,
        /** Nobody can tell. */
        UNTOLD
    }

    private RetryPolicy() {}

    /**
     * Decides.
     *
     * @param cause null if there is none
     * @param look how often the check was judged
     */
    static Next next(Outcome outcome, @Nullable Cause cause, Level level, FlakeReason doubt, int look) {
        boolean doubtful = doubt != FlakeReason.NONE;
        boolean uncertain = switch (outcome) {
            case PASS -> false;
            // One that found nothing to judge may have seen too little.
            case SKIPPED -> doubtful;
            case FAIL -> doubtful || (cause != null && cause.has(Cause.Trait.TRANSPORT));
            case INCONCLUSIVE ->
                (cause != null && cause.has(Cause.Trait.TRANSPORT))
                        || (doubt == FlakeReason.OUTAGE && isRefusal(cause));
        };
        if (!uncertain) {
            return Next.STANDS;
        }
        if (look < LOOKS && !disturbs(level)) {
            return Next.AGAIN;
        }
        return doubtful && outcome != Outcome.INCONCLUSIVE ? Next.UNTOLD : Next.STANDS;
    }

    /** A server that has just started does not know yet who may do what. */
    private static boolean isRefusal(@Nullable Cause cause) {
        return cause == Cause.API_FORBIDDEN || cause == Cause.API_UNAUTHORIZED;
    }

    /** What disturbs is done once. */
    private static boolean disturbs(Level level) {
        return level.allows(Level.DISRUPT);
    }

    /** Waits until the API server answers; for the last look, until all that depends on it has come back as well. */
    static void await(Cluster cluster, int look) {
        cluster.awaitAnswers(OUTAGE);
        Duration calm = look + 1 < LOOKS ? QUIET : AFTERMATH;
        Poll.LOCAL.until(calm, () -> !cluster.outages().since(System.nanoTime() - calm.toNanos()));
    }

    /** A cluster that comes back to itself is not disturbed: not for its sake, and not for the verdict's. */
    static void awaitCalm(Cluster cluster, Level level) {
        if (disturbs(level)) {
            Poll.LOCAL.until(AFTERMATH, () -> !cluster.outages().since(System.nanoTime() - AFTERMATH.toNanos()));
        }
    }

    /**
     * True if there was one since this moment, or so shortly before that what takes its time may be late. That there is
     * nothing to judge is seen at once.
     */
    static boolean isOutage(Cluster cluster, long sinceNanos, Outcome outcome) {
        Duration before = outcome == Outcome.SKIPPED ? Duration.ZERO : AFTERMATH;
        return cluster.outages().since(sinceNanos - before.toNanos());
    }

    /** What is said if nobody can tell. */
    static Finding untold(String check, String looked, String said) {
        return Finding.of(
                        Cause.API_UNREACHABLE,
                        "The API server gave no answer while %s was judged: what was seen then says nothing of the stack."
                                .formatted(check))
                .expected("an API server that answers all the while")
                .seen(said)
                .detail("looked like", looked)
                .next("kubectl get --raw /readyz?verbose");
    }
}
