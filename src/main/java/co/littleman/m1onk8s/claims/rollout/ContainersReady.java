package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import java.time.Duration;

/** A rollout is complete with the containers that pods have; this asks whether those are the ones that were declared. */
public final class ContainersReady implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "containers-ready",
                    Level.OBSERVE,
                    "Every container that the manifests declare, sidecars too, is in every live pod, and ready.",
                    "Something that belongs to the component does not run beside it, such as its metrics exporter.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS);

    /** One readiness probe may be lost on a busy node; the usual period until the next is ten seconds at most. */
    private static final Duration ONE_LOST_PROBE = Duration.ofSeconds(12);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        DeclaredContainers declared = new DeclaredContainers(it.workload());
        Poll.LOCAL.until(ONE_LOST_PROBE, () -> declared.problem(LivePods.of(it)).isEmpty());
        declared.problem(LivePods.of(it)).ifPresent(problem -> {
            throw new Unproven(problem);
        });
        it.note("%d containers in each of %d pods"
                .formatted(declared.count(), LivePods.of(it).size()));
    }
}
