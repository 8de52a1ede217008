// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class ManifestChecks {
    private ManifestChecks() {}

    /** What the manifests and the objects tell as soon as they are there. */
    public static List<Check> all() {
        return List.of(
                new ManifestsAccepted(),
                new ObjectsPresent(),
                new CustomResourcesPresent(),
                new ApisCurrent(),
                new SelectorMatchesTemplate(),
                new ServiceSelectsOwnPods(),
                new PodIsReplaced(),
                new ImagesPinned(),
                new NothingExposed(),
                new StoreStandsAlone(),
                new DisruptionBudgetLetsDrain(),
                new ServiceNamesSafe(),
                new LivenessWaitsLonger(),
                new LiveEqualsManifests());
    }
}
