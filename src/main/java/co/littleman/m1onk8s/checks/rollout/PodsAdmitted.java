// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.checks.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.rollout.PodCreation;
import co.littleman.m1onk8s.settings.Level;

/** The API server takes a workload in words; its pods must pass Pod Security, quota and webhooks one by one. */
public final class PodsAdmitted implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pods-admitted",
                    Level.OBSERVE,
                    "The cluster lets the workload's pods be created: Pod Security, quotas, webhooks and accounts allow"
                            + " them.",
                    "The manifests were accepted, and still no pod of them comes to be.")
            .requiring(Requirement.WORKLOAD)
            .after(ManifestsAccepted.INFO)
            .judged(Concurrency.WAITING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        // A cluster of our own may not have its first ServiceAccount yet, without which it refuses every pod.
        it.stack().phases().time("ready", it.stack().cluster()::awaitReady);
        it.note(new PodCreation(it.view(), it.workload(), it.circumstances(), it::waitsFor)
                .await(it.stack().settings().timeouts().rollout()));
    }
}
