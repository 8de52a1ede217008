// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;

/** Dials from another pod: from the component's own pod only hairpin traffic would be tested. */
public final class ClusterIpAnswers implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "cluster-ip-answers",
                    Level.PROBE,
                    "Dialled from another pod, the ClusterIP of each Service takes connections at every TCP port.",
                    "Other pods do not get through to the Service, although its pods are ready.")
            .requiring(Requirement.WORKLOAD, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(ServiceHasEndpoints.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ServiceTcpProbe dialling = new ServiceTcpProbe(it, it.clientPodLetIn(), "another pod");
        it.services().forEach(service -> it.onceProgrammed(() -> dialling.connects(service)));
    }
}
