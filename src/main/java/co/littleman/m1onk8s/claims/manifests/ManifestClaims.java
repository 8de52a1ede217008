package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class ManifestClaims {
    private ManifestClaims() {}

    public static List<Claim> all() {
        return List.of(new ManifestsAccepted(), new ObjectsPresent());
    }
}
