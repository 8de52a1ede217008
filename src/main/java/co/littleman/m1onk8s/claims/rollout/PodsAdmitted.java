package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.rollout.Admission;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** The API server takes a workload in words; its pods must pass Pod Security, quota and webhooks one by one. */
public final class PodsAdmitted implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pods-admitted",
                    Level.OBSERVE,
                    "The cluster lets the workload's pods be created: Pod Security, quotas, webhooks and accounts allow"
                            + " them.",
                    "The manifests were accepted, and still no pod of them comes to be.")
            .needing(Need.WORKLOAD)
            .after(ManifestsAccepted.TERMS)
            .judged(Concurrency.WAITING);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        // A cluster of our own may not have its first ServiceAccount yet, without which it refuses every pod.
        it.stack().phases().time("ready", it.stack().cluster()::awaitReady);
        it.note(new Admission(it.view(), it.workload(), it.circumstances(), it::waitsFor)
                .await(it.stack().settings().budgets().rollout()));
    }
}
