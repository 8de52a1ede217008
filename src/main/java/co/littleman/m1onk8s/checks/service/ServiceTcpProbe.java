// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.TcpProbe;
import co.littleman.m1onk8s.network.TcpProbe.Answer;
import co.littleman.m1onk8s.network.TcpProbe.Outcome;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/** Dials a Service's addresses from a client pod. */
final class ServiceTcpProbe {
    private final ComponentContext it;
    private final ClientPod pod;
    private final String from;

    /** Dials from a pod, which findings call {@code from}. */
    ServiceTcpProbe(ComponentContext it, ClientPod pod, String from) {
        this.it = it;
        this.pod = pod;
        this.from = from;
    }

    /** Connects to every TCP port at every ClusterIP; a headless Service has none, which other checks judge. */
    void connects(DeclaredService service) {
        List<Address> addresses = it.clusterIps(service).stream()
                .flatMap(ip -> service.ports().stream()
                        .filter(port ->
                                port.getProtocol() == null || port.getProtocol().equals("TCP"))
                        .map(ServicePort::getPort)
                        .map(port -> new Address(ip, port)))
                .toList();
        TcpProbe dialler = new TcpProbe(pod);
        List<Answer> answers = dialler.dial(addresses);
        it.askedAgain(dialler.again());
        if (answers.stream().anyMatch(answer -> answer.outcome() != Outcome.CONNECTED)) {
            throw new CheckFailedException(new TcpFinding(service, from, isLocal(service)).of(answers));
        }
    }

    private boolean isLocal(DeclaredService service) {
        return it.stack()
                .view(service.namespace())
                .service(service)
                .map(live -> "Local".equals(live.getSpec().getInternalTrafficPolicy()))
                .orElse(false);
    }
}
