// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.stack.Makers;
import co.littleman.m1onk8s.stack.Workload;

/**
 * What decides how long a bad sign may last before it is believed.
 *
 * @param ownNode a node of our own: no autoscaler will add room, no other team will add a missing object
 * @param noRegistry no image registry can be reached: pulling again cannot help
 * @param makers what the input holds
 */
public record Environment(boolean ownNode, boolean noRegistry, Makers makers) {
    /** With nothing in the input that could help. */
    Environment(boolean ownNode, boolean noRegistry) {
        this(ownNode, noRegistry, Makers.NONE);
    }

    /** True if a missing object may still come: made by somebody else on the cluster, or by something in the input. */
    boolean mayStillCome(MissingObject missing, Workload workload) {
        return !ownNode || makers.mayMake(missing.kind(), workload.namespace(), missing.name(), missing.key());
    }

    /** True if somebody may still set a readiness gate. */
    boolean mayStillBeSet() {
        return !ownNode || makers.maySetConditions();
    }

    /** True if the workload's own file says {@code paused: true}: nobody has paused it by hand. */
    boolean isPausedInFile(Workload workload) {
        return makers.input().stream()
                .filter(manifest -> manifest.kind().equals(workload.kind())
                        && manifest.name().equals(workload.name())
                        && workload.namespace().equals(manifest.namespace()))
                .anyMatch(manifest -> manifest.object().at("/spec/paused").asBoolean());
    }
}
