// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rollout is complete with the containers that pods have; this asks whether those are the ones that were declared.
 */
public final class ContainersReady implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "containers-ready",
                    Level.OBSERVE,
                    "Every container that the manifests declare, sidecars too, is in every live pod, and ready.",
                    "Something that belongs to the component does not run beside it, such as its metrics exporter.")
            .requiring(Requirement.WORKLOAD)
            .after(RolloutComplete.INFO);

    /** One readiness probe may be lost on a busy node; the usual period until the next is ten seconds at most. */
    private static final Duration ONE_LOST_PROBE = Duration.ofSeconds(12);

    /** The view hears of a pod that goes by another watch than of the one that comes. */
    private static final long SEEN_TWICE_NANOS = Duration.ofSeconds(1).toNanos();

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** No probe brings back a container that a pod does not have at all. */
    private static boolean isMissingForGood(Finding problem, AtomicLong since) {
        if (problem.cause() != Cause.CONTAINER_MISSING) {
            since.set(0);
            return false;
        }
        long now = System.nanoTime();
        since.compareAndSet(0, now);
        return now - since.get() > SEEN_TWICE_NANOS;
    }

    @Override
    public void check(ComponentContext it) {
        ContainerDrift declared = new ContainerDrift(it.workload());
        AtomicLong missingSince = new AtomicLong();
        Poll.LOCAL.until(ONE_LOST_PROBE, () -> {
            Optional<Finding> problem = declared.problem(LivePods.of(it));
            return problem.isEmpty() || isMissingForGood(problem.get(), missingSince);
        });
        declared.problem(LivePods.of(it)).ifPresent(problem -> {
            throw new CheckFailedException(problem);
        });
        it.note("%d containers in each of %d pods"
                .formatted(declared.count(), LivePods.of(it).size()));
    }
}
