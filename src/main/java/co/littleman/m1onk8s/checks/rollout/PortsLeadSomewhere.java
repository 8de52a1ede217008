// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ManifestFindings;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.ArrayList;
import java.util.List;

/** Follows each Service port to a container. */
public final class PortsLeadSomewhere implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "ports-lead-somewhere",
                    Level.OBSERVE,
                    "Each Service port leads to a port that a container declares, and no two containers declare the same.",
                    "Clients of that port are refused, or reach a container that was not meant.")
            .requiring(Requirement.WORKLOAD, Requirement.SERVICE)
            // Containers that are injected into pods have ports as well, so the pods must be there.
            .after(RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        PodPorts ports = PodPorts.of(it.workload(), it.pods());
        List<Finding> findings = new ArrayList<>(ports.declaredTwice());
        it.services().forEach(service -> findings.addAll(ports.leadingNowhere(service)));
        ManifestFindings.none(findings);
    }
}
