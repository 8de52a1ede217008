// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Workload;
import java.util.Optional;

/** A bare Pod is told by its manifest; none is deleted to see what becomes of it, because it would not come back. */
public final class PodIsReplaced implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pod-is-replaced",
                    Level.OBSERVE,
                    "What clients depend on has a controller that makes its pod again when it goes.",
                    "The next drain of its node, or its eviction, ends it until somebody applies the manifest again.")
            .requiring(Requirement.WORKLOAD)
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public boolean concerns(Component component) {
        return component.workload() != null && !component.workload().hasController();
    }

    @Override
    public void check(ComponentContext it) {
        ManifestFindings.none(finding(it.component()).stream().toList());
    }

    /** One that serves nobody, such as a toolbox, may go when it goes. */
    static Optional<Finding> finding(Component component) {
        Workload workload = component.workload();
        boolean hasClients =
                !component.services().isEmpty() || !component.servers().isEmpty();
        return workload == null || workload.hasController() || !hasClients
                ? Optional.empty()
                : Optional.of(finding(workload));
    }

    private static Finding finding(Workload workload) {
        return Finding.of(
                        Cause.POD_NOT_REPLACED,
                        "Pod %s has no controller: nothing brings it back when it or its node goes."
                                .formatted(workload.name()))
                .expected("a Deployment with replicas: 1, or another controller")
                .seen("kind: Pod")
                .detail("declared", workload.reference(), workload.file())
                .next(
                        "kubectl -n %s get pod %s -o yaml   # its metadata.labels and spec become the spec.template of a Deployment"
                                .formatted(workload.namespace(), workload.name()));
    }
}
