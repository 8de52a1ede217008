// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Dns;
import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.DnsServer.Transport;
import co.littleman.m1onk8s.network.SearchList;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stack's pods are clients as well. Their {@code dnsConfig} and their C library decide what becomes of a short
 * name; both are known, so that what they would ask can be asked from the client pod.
 */
public final class DnsSearchCompletes implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "dns-search-completes",
                    Level.PROBE,
                    "With the component's own ndots and C library, every form of the Services' names resolves.",
                    "A short name works in one image and not in another: musl (Alpine) does not search where glibc does.")
            .requiring(Requirement.WORKLOAD, Requirement.CLIENT_POD)
            .after(DnsServerAnswers.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ClientPod pod = it.clientPod();
        String resolvConf = new Dns(pod).resolvConf();
        PodResolver resolver = PodResolver.of(it.workload(), SearchList.of(resolvConf))
                .orElseThrow(
                        () -> new CheckSkippedException(SkipReason.REQUIREMENT, "pods that ask the cluster's DNS"));
        List<String> names = names(it, Dns.domain(resolvConf, it.namespace()));
        DnsServer server = new DnsServer(pod, resolvConf);
        Set<String> questions = resolver.questions(names);
        List<DnsReply> replies = it.sharedReplies(questions, () -> server.ask(questions, Set.of(Transport.UDP)));
        it.askedAgain(server.again());
        requireAnswers(server.address(), replies);
        Set<String> resolving =
                replies.stream().filter(DnsReply::resolves).map(DnsReply::name).collect(Collectors.toSet());
        resolver.missing(names, resolving).ifPresent(finding -> {
            throw new CheckFailedException(finding);
        });
    }

    /** Silence says nothing of the search list. */
    static void requireAnswers(String server, List<DnsReply> replies) {
        List<String> silent = replies.stream()
                .filter(reply -> reply.status().equals(DnsServer.SILENCE))
                .map(DnsReply::name)
                .toList();
        if (!silent.isEmpty()) {
            throw new CheckFailedException(Finding.of(
                            Cause.DNS_NO_ANSWER,
                            "The DNS server %s left %d of %d questions without an answer."
                                    .formatted(server, silent.size(), replies.size()))
                    .expected("an answer to each, be it that there is no such name")
                    .seen("asked again and again in vain: " + String.join(", ", silent))
                    .likely("it is overloaded, or packets get lost on the way")
                    .next("kubectl -n kube-system get pods -l k8s-app=kube-dns"));
        }
    }

    /**
     * The names of one Service of this namespace. A search list treats them all alike, and whether the server knows the
     * others is asked elsewhere; so components with the same resolver have the same questions.
     */
    private static List<String> names(ComponentContext it, String domain) {
        return it.stack().stack().components().stream()
                .flatMap(component -> component.services().stream())
                .filter(service -> service.namespace().equals(it.namespace()))
                .map(DeclaredService::name)
                .findFirst()
                .map(service -> Dns.namesOf(service, it.namespace(), domain))
                .orElse(List.of());
    }
}
