// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.apply.LiveObjects;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.drift.Difference;
import co.littleman.m1onk8s.drift.Drift;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Level;
import java.util.ArrayList;
import java.util.List;

/** Compares every field of every manifest with what is on the cluster. */
public final class LiveEqualsManifests implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "live-equals-manifests",
                    Level.OBSERVE,
                    "Every field of the manifests is so on the live objects.",
                    "What runs is not what the files say: the next apply changes it, and nobody expects that.")
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        List<DriftedField> drifted = new ArrayList<>();
        for (Manifest manifest : it.stack().manifests()) {
            it.live()
                    .object(manifest)
                    .ifPresent(live -> Drift.of(manifest, live).stream()
                            .filter(difference -> !isAutoscaled(manifest, difference, it.live()))
                            .forEach(difference -> drifted.add(DriftedField.of(manifest, difference, live))));
        }
        DriftedField.none(drifted);
    }

    /** How many replicas there are is then the autoscaler's to say; only asked if it matters. */
    private static boolean isAutoscaled(Manifest manifest, Difference difference, LiveObjects live) {
        String namespace = manifest.namespace();
        return difference.field().equals("spec.replicas")
                && namespace != null
                && live.autoscalers(namespace).stream()
                        .anyMatch(one -> Autoscaling.targets(one, manifest.kind(), manifest.name()));
    }
}
