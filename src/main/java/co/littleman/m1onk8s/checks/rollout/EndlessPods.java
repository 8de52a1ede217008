// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;

/**
 * A workload whose pods all fail at once, and whose controller makes the next: after some minutes there are thousands,
 * and their node starts no pod any more. What this run installed, it stops; of the rest the finding says how.
 */
final class EndlessPods {
    private EndlessPods() {}

    /** The finding, with what was done about it. */
    static Finding stopped(Finding finding, ComponentContext it) {
        try {
            if (!it.stack().stop(it.workload())) {
                return finding;
            }
            Finding told = stopped(finding, it.workload());
            it.stack().remember(it.workload(), told);
            return told;
        } catch (CheckFailedException refused) {
            return finding.detail(
                    "not stopped",
                    "it could not be scaled to 0: " + refused.finding().reason());
        }
    }

    static Finding stopped(Finding finding, Workload workload) {
        return finding.detail(
                        "stopped",
                        "%s %s was scaled to 0 by this run, after its events and logs were saved: it made pods without end"
                                .formatted(workload.kind(), workload.name()))
                .next("kubectl -n %s delete pods --field-selector status.phase=Failed   # those that it made"
                        .formatted(workload.namespace()));
    }
}
