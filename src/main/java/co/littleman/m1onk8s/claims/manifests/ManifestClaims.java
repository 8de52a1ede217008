package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class ManifestClaims {
    private ManifestClaims() {}

    /** What the manifests and the objects tell as soon as they are there. */
    public static List<Claim> all() {
        return List.of(
                new ManifestsAccepted(),
                new ObjectsPresent(),
                new ApisCurrent(),
                new SelectorMatchesTemplate(),
                new ServiceSelectsOwnPods(),
                new ImagesPinned(),
                new NothingExposed(),
                new StoreStandsAlone(),
                new DisruptionBudgetLetsDrain(),
                new ServiceNamesSafe(),
                new LivenessWaitsLonger(),
                new LiveEqualsManifests());
    }

    /** What only the running pods tell; these stand on the rollout. */
    public static List<Claim> ofRunningPods() {
        return List.of(new PortsLeadSomewhere(), new ResourcesDeclared(), new PodsAsDeclared());
    }
}
