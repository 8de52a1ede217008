package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;

/** Asks for every object by its name. */
public final class ObjectsPresent implements Claim.OfStack {
    public static final Terms TERMS = Terms.of(
                    "objects-present",
                    Level.OBSERVE,
                    "Every object of the manifests is on the cluster.",
                    "A part of the stack was never installed, or was deleted since.")
            .after(ManifestsAccepted.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(StackScene it) {
        it.seesEveryObject();
    }
}
