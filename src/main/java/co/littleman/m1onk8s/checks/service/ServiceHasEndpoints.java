// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ServiceSelectsOwnPods;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;

/** Holds the EndpointSlices against the pods that should be in them. */
public final class ServiceHasEndpoints implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "service-has-endpoints",
                    Level.OBSERVE,
                    "Behind each Service stand this component's own ready pods, all of them, at every port, and no others.",
                    "Clients of the Service reach nothing, only some of the pods, or somebody else's.")
            .requiring(Requirement.SERVICE)
            .after(RolloutComplete.INFO, ServiceSelectsOwnPods.INFO);

    /** Slices follow ready pods within a second; ten leave room for a slow controller and no more. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        it.services()
                .forEach(service ->
                        new ServiceEndpoints(it.view(), service, it.component().workload()).awaitReady(BUDGET));
    }
}
