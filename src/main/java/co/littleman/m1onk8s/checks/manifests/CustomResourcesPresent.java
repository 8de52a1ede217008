// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks for every custom resource by its name. A cluster of the run's own has no operators, so what only they serve is
 * left out there, and said; on any other cluster it is missing.
 */
public final class CustomResourcesPresent implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "custom-resources-present",
                    Level.OBSERVE,
                    "Every custom resource of the manifests is on the cluster.",
                    "What an operator would make of it, such as the monitoring of the stack or its certificates, is not there.")
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public boolean concerns(Stack stack) {
        return stack.manifests().stream().anyMatch(one -> !one.isBuiltIn());
    }

    @Override
    public void check(RunContext it) {
        List<Manifest> unserved = it.stack().unserved();
        if (!unserved.isEmpty() && it.isOwnCluster()) {
            throw new CheckSkippedException(
                    SkipReason.NOT_SERVED,
                    unserved.stream()
                            .map(one -> one.title() + " (" + one.apiVersion() + ")")
                            .collect(Collectors.joining(", ")));
        }
        it.sees(unserved);
        List<Manifest> custom =
                it.stack().manifests().stream().filter(one -> !one.isBuiltIn()).toList();
        if (custom.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a custom resource");
        }
        it.sees(custom);
    }
}
