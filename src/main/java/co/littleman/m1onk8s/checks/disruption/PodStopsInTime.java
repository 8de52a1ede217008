// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.rollout.PodTermination;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** A pod that is told to end has work to finish, and then it ends: of itself, before it is killed. */
public final class PodStopsInTime implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pod-stops-in-time",
                    Level.DISRUPT,
                    "A deleted pod gets time to end, and ends by itself within it.",
                    "Connections are cut and writes are lost at each restart, or each one takes half a minute longer.")
            .requiring(Requirement.CONTROLLER)
            .after(RolloutComplete.INFO, PodsStayCalm.INFO);

    /** Nobody waits longer for one check. */
    private static final int LONGEST_GRACE_SECONDS = 120;

    private final CheckInfo info = INFO.alsoAfter(Kinds.all().beforeDisruption(INFO));

    @Override
    public CheckInfo info() {
        return info;
    }

    @Override
    public void check(ComponentContext it) {
        ReadyPod.disturb(INFO, it, () -> disturb(it));
    }

    private static void disturb(ComponentContext it) {
        PodTermination ending = it.remembered().orElseGet(() -> deleted(it));
        if (ending.graceSeconds() == 0) {
            throw new CheckFailedException(new StopFinding(it.workload(), ending).noGrace());
        }
        if (ending.graceSeconds() > LONGEST_GRACE_SECONDS) {
            throw new CheckSkippedException(
                    SkipReason.REQUIREMENT, "a grace period of at most %d s".formatted(LONGEST_GRACE_SECONDS));
        }
        Duration budget = Duration.ofSeconds(ending.graceSeconds()).plus(StopFinding.CLEANING);
        Poll.LOCAL.until(budget, ending::isOver);
        StopFinding finding = new StopFinding(it.workload(), ending);
        if (finding.isTooLate()) {
            throw new CheckFailedException(finding.tooLate());
        }
        it.note("ended after " + finding.words());
    }

    private static PodTermination deleted(ComponentContext it) {
        Pod pod = ReadyPod.awaitPod(it);
        Replacement replacement = Replacement.of(it, pod);
        replacement.awaitSuccessor();
        return replacement.ending();
    }
}
