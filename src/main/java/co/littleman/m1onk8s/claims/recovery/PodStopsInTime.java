package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.rollout.PodEnding;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** A pod that is told to end has work to finish, and then it ends: of itself, before it is killed. */
public final class PodStopsInTime implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pod-stops-in-time",
                    Level.DISRUPT,
                    "A deleted pod gets time to end, and ends by itself within it.",
                    "Connections are cut and writes are lost at each restart, or each one takes half a minute longer.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS, PodsStayCalm.TERMS, RedisAnswersPing.TERMS);

    /** Nobody waits longer for one check. */
    private static final int LONGEST_GRACE_SECONDS = 120;

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm.disturb(TERMS, it, () -> disturb(it));
    }

    private static void disturb(ComponentScene it) {
        PodEnding ending = it.remembered().orElseGet(() -> deleted(it));
        if (ending.graceSeconds() == 0) {
            throw new Unproven(new StopFinding(it.workload(), ending).noGrace());
        }
        if (ending.graceSeconds() > LONGEST_GRACE_SECONDS) {
            throw new Skipped(SkipReason.NEED, "a grace period of at most %d s".formatted(LONGEST_GRACE_SECONDS));
        }
        Duration budget = Duration.ofSeconds(ending.graceSeconds()).plus(StopFinding.CLEANING);
        Poll.LOCAL.until(budget, ending::isOver);
        StopFinding finding = new StopFinding(it.workload(), ending);
        if (finding.isTooLate()) {
            throw new Unproven(finding.tooLate());
        }
        it.note("ended after " + finding.words());
    }

    private static PodEnding deleted(ComponentScene it) {
        Pod pod = Calm.awaitPod(it);
        Replacement replacement = Replacement.of(it, pod);
        replacement.awaitSuccessor();
        return replacement.ending();
    }
}
