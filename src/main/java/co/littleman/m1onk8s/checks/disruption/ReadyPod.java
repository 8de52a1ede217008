// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;

/** Before a disruption: the component stands again after the one before. */
public final class ReadyPod {
    /**
     * After a disruption that a component did not bear: it may have been too late only. What is not back by then is
     * that check's finding, which the next need not wait for once more.
     */
    private static final Duration TOO_LATE = Duration.ofSeconds(30);

    private ReadyPod() {}

    /** Disturbs a component, and keeps for the next that does that it was not borne. */
    public static void disturb(CheckInfo info, ComponentContext it, Runnable work) {
        try {
            work.run();
        } catch (CheckFailedException failed) {
            if (failed.finding().cause().outcome() == Outcome.FAIL) {
                it.stack().disruptions().broken(it.component(), info.id());
            }
            throw failed;
        }
    }

    /**
     * A ready pod; waits for one as long as a rollout may take.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException NOT_READY if none gets ready
     * @throws CheckSkippedException GROUND if an earlier disruption has left none that gets ready
     */
    public static Pod awaitPod(ComponentContext it) {
        Duration budget = it.stack().settings().timeouts().rollout();
        Optional<String> by = it.stack().disruptions().brokenBy(it.component());
        if (by.isEmpty()) {
            Poll.LOCAL.until(budget, () -> !it.readyNow().isEmpty());
        } else if (it.stack().disruptions().isGivenUp(it.component()) || !standsAgain(it, shorter(budget, TOO_LATE))) {
            it.stack().disruptions().giveUp(it.component());
            throw new CheckSkippedException(SkipReason.DEPENDENCY, by.get());
        } else {
            it.stack().disruptions().recovered(it.component());
        }
        return it.readyPods().get(0);
    }

    /** Ready, and still so when its probes have had the time to see what has become of it. */
    private static boolean standsAgain(ComponentContext it, Duration patience) {
        boolean wasDown = it.readyNow().isEmpty();
        return Poll.LOCAL.until(patience, () -> !it.readyNow().isEmpty())
                && (!Poll.LOCAL.until(noticed(it, wasDown), () -> it.readyNow().isEmpty())
                        || Poll.LOCAL.until(patience, () -> !it.readyNow().isEmpty()));
    }

    /** How long probes need to see it; no time if they have seen it, and have passed since. */
    private static Duration noticed(ComponentContext it, boolean wasDown) {
        String server = it.component().servers().stream()
                .findFirst()
                .map(one -> one.container().getName())
                .orElse("");
        return it.readyNow().stream()
                .findFirst()
                .map(pod -> ReadinessProbes.of(pod, server))
                .filter(probes -> !wasDown || probes.byContainer().isEmpty())
                .map(probes -> shorter(probes.budget(), TOO_LATE))
                .orElse(Duration.ZERO);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
