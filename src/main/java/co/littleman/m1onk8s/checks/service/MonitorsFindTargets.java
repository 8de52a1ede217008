// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.metrics.Monitor;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;

/** A monitor with a typo is accepted, and Prometheus scrapes nothing: it tells nobody. */
public final class MonitorsFindTargets implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "monitors-find-targets",
                    Level.OBSERVE,
                    "Every ServiceMonitor and PodMonitor of the manifests finds something to scrape, and the ports that it names.",
                    "Prometheus scrapes nothing by that monitor, and no alert can tell.")
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public boolean concerns(Stack stack) {
        return !Monitor.of(stack).isEmpty();
    }

    @Override
    public void check(RunContext it) {
        MonitorTargets targets = new MonitorTargets(it.stack());
        List<Monitor> monitors = Monitor.of(it.stack());
        for (Monitor monitor : monitors) {
            targets.problem(monitor).ifPresent(finding -> {
                throw new CheckFailedException(finding);
            });
        }
    }
}
