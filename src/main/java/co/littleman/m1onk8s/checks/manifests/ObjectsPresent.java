// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Level;

/** Asks for every object by its name. */
public final class ObjectsPresent implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "objects-present",
                    Level.OBSERVE,
                    "Every object of the manifests is on the cluster; custom resources have a check of their own.",
                    "A part of the stack was never installed, or was deleted since.")
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        it.sees(it.stack().manifests().stream().filter(Manifest::isBuiltIn).toList());
    }
}
