// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.network.Dns;
import co.littleman.m1onk8s.network.DnsAnswer;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.rollout.Endpoint;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks every form of the name as an application would, with the resolver of the client pod's C library. */
public final class DnsNamesResolve implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "dns-names-resolve",
                    Level.PROBE,
                    "Inside the cluster, each form of a Service's name, and each that the manifests spell out, gives its ClusterIP; for the headless Service of a StatefulSet, its pods.",
                    "Clients that are configured with that name find nothing, or somebody else.")
            .requiring(Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(DnsServerAnswers.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        Dns dns = new Dns(it.clientPod());
        String resolvConf = dns.resolvConf();
        it.services().forEach(service -> it.onceProgrammed(() -> resolves(it, dns, resolvConf, service)));
    }

    private static void resolves(ComponentContext it, Dns dns, String resolvConf, DeclaredService service) {
        Set<String> expected = expected(it, service);
        String domain = Dns.domain(resolvConf, it.namespace());
        Set<String> names = new LinkedHashSet<>(Dns.namesOf(service.name(), service.namespace(), domain));
        if (!service.namespace().equals(it.namespace())) {
            // The bare name is for those who live in its namespace.
            names.remove(service.name());
        }
        names.addAll(HardcodedNames.of(service, it.stack().stack().manifests()));
        int before = dns.again();
        List<DnsAnswer> answers = dns.ask(List.copyOf(names));
        it.askedAgain(dns.again() - before);
        if (expected.isEmpty()
                || !answers.stream().allMatch(answer -> answer.addresses().equals(expected))) {
            throw new CheckFailedException(new DnsFinding(service, expected, resolvConf, domain).of(answers));
        }
    }

    /**
     * Only the Service that a StatefulSet itself names is headless by design: then its names give the pods behind it.
     */
    private static Set<String> expected(ComponentContext it, DeclaredService service) {
        Set<String> clusterIps = Set.copyOf(it.clusterIps(service));
        return clusterIps.isEmpty()
                        && GoverningService.is(
                                service,
                                it.component().workload(),
                                it.stack().stack().manifests())
                ? new ServiceEndpoints(it.view(), service, it.component().workload())
                        .ready().stream().map(Endpoint::ip).collect(Collectors.toSet())
                : clusterIps;
    }
}
