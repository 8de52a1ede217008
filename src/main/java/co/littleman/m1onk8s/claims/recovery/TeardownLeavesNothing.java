package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import java.time.Duration;

/** The last of all: what was installed goes again, and nothing of it stays. */
public final class TeardownLeavesNothing implements Claim.OfStack {
    public static final Terms TERMS = Terms.of(
                    "teardown-leaves-nothing",
                    Level.DISRUPT,
                    "Deleted again, the stack goes with all its objects and its namespaces.",
                    "A namespace hangs in Terminating, and the stack can neither be removed nor installed anew.")
            .after(ManifestsAccepted.TERMS);

    /** Pods have half a minute to end, and the namespace controller looks again after as long. */
    private static final Duration BUDGET = Duration.ofSeconds(75);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(StackScene it) {
        if (!it.madeItsNamespaces()) {
            throw new Skipped(SkipReason.NEED, "a namespace that this run made, on a cluster that nobody keeps");
        }
        it.phases().time("teardown", () -> it.remove(BUDGET));
    }
}
