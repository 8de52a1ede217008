// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.client.Attempts;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;

/** How long a client was without Redis while its pod was replaced. */
final class Downtime {
    /** Once the new pod is ready, nodes are programmed within a second or two; ten, when busy. */
    static final Duration WAY_BACK = Duration.ofSeconds(10);

    private final Workload workload;
    private final String service;
    private final Attempts attempts;

    Downtime(Workload workload, String service, Attempts attempts) {
        this.workload = workload;
        this.service = service;
        this.attempts = attempts;
    }

    /**
     * Returns if clients can bear it.
     *
     * @param back whether the client got through after the new pod was ready
     * @throws CheckFailedException CLIENT_POD_UNAVAILABLE if the client never ran, NO_WAY_BACK, GAP_TOO_LONG
     */
    void requireBearable(boolean back) {
        if (attempts.count() == 0) {
            throw new CheckFailedException(Finding.of(
                            Cause.CLIENT_POD_UNAVAILABLE,
                            "The client that watches Service %s wrote nothing down.".formatted(service))
                    .likely("the client pod's image lacks timeout or redis-cli, or its /dev/shm is not writable"));
        }
        if (!back) {
            throw new CheckFailedException(noWayBack());
        }
        if (attempts.gapMillis() > RedisRole.GAP_BUDGET.toMillis()) {
            throw new CheckFailedException(tooLong());
        }
    }

    private Finding noWayBack() {
        return finding(
                        Cause.NO_WAY_BACK,
                        "A client that held a connection through Service %s gets no answer, although the new pod is ready."
                                .formatted(service))
                .expected("an answer within %d s of the new pod's being ready".formatted(WAY_BACK.toSeconds()))
                .likely("the nodes still lead to the old pod, or the new one listens or answers otherwise")
                .next("kubectl -n %s get pods,endpointslices".formatted(workload.namespace()));
    }

    private Finding tooLong() {
        return finding(
                        Cause.GAP_TOO_LONG,
                        "Clients of Service %s were without an answer for %s while a pod was replaced."
                                .formatted(service, seconds(attempts.gapMillis())))
                .expected("%d s at most".formatted(RedisRole.GAP_BUDGET.toSeconds()))
                .likely("a slow start of the new pod: initialDelaySeconds, a slow image, data to load")
                .next("kubectl -n %s get events   # how long did each step of the new pod take?"
                        .formatted(workload.namespace()));
    }

    private Finding finding(Cause cause, String reason) {
        return Finding.of(cause, reason)
                .seen(words(attempts))
                .detail("declared", workload.reference(), workload.file());
    }

    /** Such as {@code gap 3.1 s of 15 s, 12 of 60 attempts without an answer, connection held}. */
    static String words(Attempts attempts) {
        return "gap %s of %d s, %d of %d attempts without an answer, %s"
                .formatted(
                        seconds(attempts.gapMillis()),
                        RedisRole.GAP_BUDGET.toSeconds(),
                        attempts.unanswered(),
                        attempts.count(),
                        attempts.hasHeld() ? "over a held connection" : "each over a new connection");
    }

    private static String seconds(long millis) {
        return "%.1f s".formatted(millis / 1000.0);
    }
}
