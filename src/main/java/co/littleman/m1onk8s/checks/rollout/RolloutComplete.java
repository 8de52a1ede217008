// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.rollout.LiveWorkload;
import co.littleman.m1onk8s.rollout.Rollout;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;

/** Waits for the rollout; stops early if nothing can get better. */
public final class RolloutComplete implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "rollout-complete",
                    Level.OBSERVE,
                    "The present generation is rolled out: all its pods are available, and no old ones are left.",
                    "The change never came to run; what serves, if anything, is the old version.")
            .requiring(Requirement.WORKLOAD)
            .after(PodsAdmitted.INFO)
            .judged(Concurrency.WAITING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RunContext stack = it.stack();
        stack.stopped(it.workload()).ifPresent(why -> {
            throw new CheckFailedException(why);
        });
        Rollout rollout = new Rollout(it.view(), it.workload(), it.circumstances(), it::waitsFor);
        stack.phases().time("ready", stack.cluster()::awaitReady);
        try {
            LiveWorkload live = stack.phases()
                    .time(
                            "rollout " + it.component().name(),
                            () -> rollout.awaitComplete(
                                    stack.settings().timeouts().rollout()));
            stack.changes().judge(it.component(), live);
        } catch (CheckFailedException failed) {
            Cause cause = failed.finding().cause();
            if (cause.equals(Cause.CRASH_LOOP)) {
                throw new CheckFailedException(explained(failed.finding(), it), failed);
            }
            if (cause.equals(Cause.NOT_READY)) {
                throw new CheckFailedException(UnreadyProbe.in(failed.finding(), it), failed);
            }
            if (cause.equals(Cause.POD_REJECTED)) {
                throw new CheckFailedException(EndlessPods.stopped(failed.finding(), it), failed);
            }
            throw failed;
        }
    }

    /** With the container's last words, and what the kubelet says of its liveness probe. */
    private static Finding explained(Finding crashLoop, ComponentContext it) {
        Finding told = TerminationLog.in(crashLoop, it);
        for (Pod pod : LivePods.of(it)) {
            told = new Liveness(it.workload(), pod, it.view().events(pod)).explained(told);
        }
        return told;
    }
}
