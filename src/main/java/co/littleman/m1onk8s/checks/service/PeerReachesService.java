// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;

/** The same dialling from the namespace of those who use the stack. */
public final class PeerReachesService implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "peer-reaches-service",
                    Level.PROBE,
                    "Dialled from a pod of the peer namespace, each Service takes connections at every TCP port.",
                    "Clients in the other namespace are cut off, although those beside the stack are not.")
            .requiring(Requirement.WORKLOAD, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(ClusterIpAnswers.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ServiceTcpProbe dialling = new ServiceTcpProbe(
                it,
                it.peerPod(),
                "a pod of namespace " + it.stack().settings().scope().peerNamespace());
        it.services().forEach(service -> it.onceProgrammed(() -> dialling.connects(service)));
    }
}
