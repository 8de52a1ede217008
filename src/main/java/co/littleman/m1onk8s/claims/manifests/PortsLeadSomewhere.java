package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Finding;
import java.util.ArrayList;
import java.util.List;

/** Follows each Service port to a container. */
public final class PortsLeadSomewhere implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "ports-lead-somewhere",
                    Level.OBSERVE,
                    "Each Service port leads to a port that a container declares, and no two containers declare the same.",
                    "Clients of that port are refused, or reach a container that was not meant.")
            .needing(Need.WORKLOAD, Need.SERVICE)
            // Containers that are injected into pods have ports as well, so the pods must be there.
            .after(RolloutComplete.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        PodPorts ports = PodPorts.of(it.workload(), it.pods());
        List<Finding> findings = new ArrayList<>(ports.declaredTwice());
        it.services().forEach(service -> findings.addAll(ports.leadingNowhere(service)));
        Findings.none(findings);
    }
}
