// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class DisruptionChecks {
    private DisruptionChecks() {}

    public static List<Check> all() {
        return List.of(new ContainerRestarts(), new PodStopsInTime(), new TeardownLeavesNothing());
    }
}
