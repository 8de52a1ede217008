package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import java.time.Duration;
import java.time.Instant;

/** A rollout that is complete for a moment is not yet one that lasts. */
public final class PodsStayCalm implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pods-stay-calm",
                    Level.OBSERVE,
                    "While we look on, no container restarts and no pod goes away, and none was killed for its memory"
                            + " within a day.",
                    "The component runs now, and falls over again and again; each time its clients lose it.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS);

    /**
     * Long enough for a container that dies right after it became ready, and hidden behind the other claims, which take
     * as long. What dies later shows in the next run, by its last state.
     */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm calm = new Calm(it.workload(), LivePods.of(it));
        Poll.LOCAL.watch(
                WINDOW,
                () -> calm.disturbance(LivePods.of(it), Instant.now()).ifPresent(finding -> {
                    throw new Unproven(finding);
                }));
        it.note("%d s without a restart; restarts before: %d".formatted(WINDOW.toSeconds(), calm.earlierRestarts()));
    }
}
