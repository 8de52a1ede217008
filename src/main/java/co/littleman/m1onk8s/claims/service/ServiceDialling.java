package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.route.Dialler;
import co.littleman.m1onk8s.route.Dialler.Answer;
import co.littleman.m1onk8s.route.Dialler.Outcome;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/** Dials a Service's addresses from a client pod. */
final class ServiceDialling {
    private final ComponentScene it;
    private final ClientPod pod;
    private final String from;

    /** Dials from a pod, which findings call {@code from}. */
    ServiceDialling(ComponentScene it, ClientPod pod, String from) {
        this.it = it;
        this.pod = pod;
        this.from = from;
    }

    /** Connects to every TCP port at every ClusterIP; a headless Service has none, which other claims judge. */
    void connects(DeclaredService service) {
        List<Address> addresses = it.clusterIps(service).stream()
                .flatMap(ip -> service.ports().stream()
                        .filter(port ->
                                port.getProtocol() == null || port.getProtocol().equals("TCP"))
                        .map(ServicePort::getPort)
                        .map(port -> new Address(ip, port)))
                .toList();
        Dialler dialler = new Dialler(pod);
        List<Answer> answers = dialler.dial(addresses);
        it.askedAgain(dialler.again());
        if (answers.stream().anyMatch(answer -> answer.outcome() != Outcome.CONNECTED)) {
            throw new Unproven(new DiallingFinding(service, from, isLocal(service)).of(answers));
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
