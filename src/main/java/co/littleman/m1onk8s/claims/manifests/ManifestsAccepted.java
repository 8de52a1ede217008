package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;

/** Applies the manifests, or asks what would come of it. */
public final class ManifestsAccepted implements Claim.OfStack {
    public static final Terms TERMS = Terms.of(
            "manifests-accepted",
            Level.INSTALL,
            "The API server takes every manifest, in order, with no field that it does not know.",
            "A manifest cannot be installed, or a part of it would be dropped in silence.");

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(StackScene it) {
        it.apply();
    }
}
