// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class RolloutChecks {
    private RolloutChecks() {}

    public static List<Check> all() {
        return List.of(
                new PodsAdmitted(),
                new RolloutComplete(),
                new ContainersReady(),
                new PodsStayCalm(),
                new LogsClean(),
                new PortsLeadSomewhere(),
                new ResourcesDeclared(),
                new PodsAsDeclared());
    }
}
