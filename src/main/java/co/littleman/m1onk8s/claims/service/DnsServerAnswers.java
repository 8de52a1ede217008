package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ObjectsPresent;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.route.Dns;
import co.littleman.m1onk8s.route.DnsReply;
import co.littleman.m1onk8s.route.DnsServer;
import co.littleman.m1onk8s.route.DnsServer.Transport;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the DNS server itself; if it does not know a Service, also for a name that every cluster has: is it the server, or
 * the name?
 */
public final class DnsServerAnswers implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "dns-server-answers",
                    Level.PROBE,
                    "The cluster's DNS server knows each Service, over UDP and over TCP.",
                    "The DNS server is down, kept from clients, or does not know the Service.")
            .needing(Need.SERVICE, Need.CLIENT_POD)
            .after(ObjectsPresent.TERMS, RolloutComplete.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    private static final Set<Transport> BOTH = EnumSet.of(Transport.UDP, Transport.TCP);

    @Override
    public void prove(ComponentScene it) {
        ClientPod pod = it.clientPod();
        String resolvConf = new Dns(pod).resolvConf();
        String domain = Dns.domain(resolvConf, it.namespace());
        String control = "kubernetes.default.svc." + domain;
        DnsServer server = new DnsServer(pod, resolvConf);
        Set<String> names = new LinkedHashSet<>();
        it.services()
                .forEach(service -> names.add("%s.%s.svc.%s".formatted(service.name(), service.namespace(), domain)));
        Set<String> withControl = new LinkedHashSet<>(List.of(control));
        withControl.addAll(names);
        it.onceProgrammed(() -> {
            int before = server.again();
            List<DnsReply> replies = server.ask(names, BOTH);
            if (!replies.stream().allMatch(DnsReply::resolves)) {
                replies = server.ask(withControl, BOTH);
            }
            it.askedAgain(server.again() - before);
            new DnsServerFinding(it.namespace(), server.address(), control, resolvConf)
                    .of(replies)
                    .ifPresent(finding -> {
                        throw new Unproven(finding);
                    });
        });
    }
}
