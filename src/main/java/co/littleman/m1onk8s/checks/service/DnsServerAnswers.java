// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ObjectsPresent;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Dns;
import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.DnsServer.Transport;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Level;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the DNS server itself; if it does not know a Service, also for a name that every cluster has: is it the server,
 * or the name?
 */
public final class DnsServerAnswers implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "dns-server-answers",
                    Level.PROBE,
                    "The cluster's DNS server knows each Service, over UDP and over TCP.",
                    "The DNS server is down, kept from clients, or does not know the Service.")
            .requiring(Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(ObjectsPresent.INFO, RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    private static final Set<Transport> BOTH = EnumSet.of(Transport.UDP, Transport.TCP);

    private static boolean isDenied(DnsReply reply) {
        return !reply.resolves() && !reply.status().equals(DnsServer.SILENCE);
    }

    @Override
    public void check(ComponentContext it) {
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
            // Silence tells of the server whatever the name is, and takes its time.
            if (replies.stream().anyMatch(DnsServerAnswers::isDenied)) {
                replies = server.ask(withControl, BOTH);
            }
            it.askedAgain(server.again() - before);
            new DnsServerFinding(it.namespace(), server.address(), control, resolvConf)
                    .of(replies)
                    .ifPresent(finding -> {
                        throw new CheckFailedException(finding);
                    });
        });
    }
}
