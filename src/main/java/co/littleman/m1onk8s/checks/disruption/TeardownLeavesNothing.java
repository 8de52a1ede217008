// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;

/** The last of all: what was installed goes again, and nothing of it stays. */
public final class TeardownLeavesNothing implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "teardown-leaves-nothing",
                    Level.DISRUPT,
                    "Deleted again, the stack goes with all its objects and its namespaces.",
                    "A namespace hangs in Terminating, and the stack can neither be removed nor installed anew.")
            .after(ManifestsAccepted.INFO);

    /** Pods have half a minute to end, and the namespace controller looks again after as long. */
    private static final Duration BUDGET = Duration.ofSeconds(75);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        if (!it.madeItsNamespaces()) {
            throw new CheckSkippedException(
                    SkipReason.REQUIREMENT,
                    "a namespace that this run created, on a cluster that is removed afterwards");
        }
        it.phases().time("teardown", () -> it.remove(BUDGET));
    }
}
