// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.settings.Level;

/** Applies the manifests, or asks what would come of it. */
public final class ManifestsAccepted implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
            "manifests-accepted",
            Level.INSTALL,
            "The API server takes every manifest, in order, with no field that it does not know.",
            "A manifest cannot be installed, or a part of it would be dropped in silence.");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        it.apply();
    }
}
