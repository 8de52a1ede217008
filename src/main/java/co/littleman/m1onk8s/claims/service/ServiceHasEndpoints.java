package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ServiceSelectsOwnPods;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;

/** Holds the EndpointSlices against the pods that should be in them. */
public final class ServiceHasEndpoints implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "service-has-endpoints",
                    Level.OBSERVE,
                    "Behind each Service stand this component's own ready pods, all of them, at every port, and no others.",
                    "Clients of the Service reach nothing, only some of the pods, or somebody else's.")
            .needing(Need.SERVICE)
            .after(RolloutComplete.TERMS, ServiceSelectsOwnPods.TERMS);

    /** Slices follow ready pods within a second; ten leave room for a slow controller and no more. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        it.services()
                .forEach(service ->
                        new ServiceEndpoints(it.view(), service, it.component().workload()).awaitReady(BUDGET));
    }
}
