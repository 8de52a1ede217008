package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.rollout.LiveWorkload;
import co.littleman.m1onk8s.rollout.Rollout;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;

/** Waits for the rollout; stops early where nothing can get better. */
public final class RolloutComplete implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "rollout-complete",
                    Level.OBSERVE,
                    "The present generation is rolled out: all its pods are available, and no old ones are left.",
                    "The change never came to run; what serves, if anything, is the old version.")
            .needing(Need.WORKLOAD)
            .after(PodsAdmitted.TERMS)
            .judged(Concurrency.WAITING);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        StackScene stack = it.stack();
        stack.stopped(it.workload()).ifPresent(why -> {
            throw new Unproven(why);
        });
        Rollout rollout = new Rollout(it.view(), it.workload(), it.circumstances(), it::waitsFor);
        stack.phases().time("ready", stack.cluster()::awaitReady);
        try {
            LiveWorkload live = stack.phases()
                    .time(
                            "rollout " + it.component().name(),
                            () -> rollout.awaitComplete(
                                    stack.settings().budgets().rollout()));
            stack.changes().judge(it.component(), live);
        } catch (Unproven unproven) {
            throw switch (unproven.finding().cause()) {
                case CRASH_LOOP -> new Unproven(explained(unproven.finding(), it), unproven);
                case NOT_READY -> new Unproven(UnreadyProbe.in(unproven.finding(), it), unproven);
                case POD_REJECTED -> new Unproven(EndlessPods.stopped(unproven.finding(), it), unproven);
                default -> unproven;
            };
        }
    }

    /** With the container's last words, and what the kubelet says of its liveness probe. */
    private static Finding explained(Finding crashLoop, ComponentScene it) {
        Finding told = LastWords.in(crashLoop, it);
        for (Pod pod : LivePods.of(it)) {
            told = new Liveness(it.workload(), pod, it.view().events(pod)).explained(told);
        }
        return told;
    }
}
