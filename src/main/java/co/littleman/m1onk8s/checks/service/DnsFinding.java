// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.network.DnsAnswer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the answers of the cluster's DNS say when not all of them are right. */
final class DnsFinding {
    /** A resolver waits 5 s for a server before it tries again (resolv.conf(5)). */
    private static final long SERVER_TIMEOUT_MILLIS = 5_000;

    private final DeclaredService service;
    private final Set<String> expected;
    private final String resolvConf;

    private final String domain;

    DnsFinding(DeclaredService service, Set<String> expected, String resolvConf, String domain) {
        this.domain = domain;
        this.service = service;
        this.expected = expected;
        this.resolvConf = resolvConf;
    }

    Finding of(List<DnsAnswer> answers) {
        List<DnsAnswer> wrong = answers.stream()
                .filter(answer -> !answer.addresses().equals(expected))
                .toList();
        boolean allSilent = wrong.stream().allMatch(answer -> answer.addresses().isEmpty());
        Finding finding = Finding.of(
                        ofAnotherDomain(wrong)
                                ? Cause.DNS_DOMAIN_DIFFERS
                                : allSilent ? Cause.DNS_NO_ANSWER : Cause.DNS_WRONG_ANSWER,
                        "%d of %d names of Service %s %s inside the cluster."
                                .formatted(
                                        wrong.size(),
                                        answers.size(),
                                        service.name(),
                                        allSilent ? "do not resolve" : "resolve wrongly"))
                .expected(
                        isHeadless()
                                ? "a ClusterIP, which the Service does not have"
                                : String.join(" ", new TreeSet<>(expected)));
        for (DnsAnswer answer : answers) {
            String said = answer.addresses().isEmpty()
                    ? "no answer after %d ms".formatted(answer.millis())
                    : String.join(" ", new TreeSet<>(answer.addresses()));
            finding = finding.detail("name", answer.name() + " → " + said);
        }
        for (String line : resolvConf.lines().toList()) {
            finding = finding.detail("resolv.conf", line);
        }
        return finding.likely(likely(answers, wrong))
                .next("kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n %s get service %s"
                        .formatted(service.namespace(), service.name()));
    }

    private boolean isHeadless() {
        return expected.isEmpty() || expected.contains("None");
    }

    /** Of the names that fail, all are spelt out with a domain that is not this cluster's. */
    private boolean ofAnotherDomain(List<DnsAnswer> wrong) {
        String prefix = "%s.%s.svc.".formatted(service.name(), service.namespace());
        return !wrong.isEmpty()
                && wrong.stream()
                        .map(DnsAnswer::name)
                        .allMatch(name -> name.startsWith(prefix) && !name.equals(prefix + domain));
    }

    private String likely(List<DnsAnswer> answers, List<DnsAnswer> wrong) {
        if (isHeadless()) {
            return "a headless Service (clusterIP: None) has pod addresses instead, and ignores its port mapping";
        }
        if (ofAnotherDomain(wrong)) {
            return "the manifests spell out another cluster domain than this cluster's, %s; a name that ends with .svc works in both"
                    .formatted(domain);
        }
        boolean slow = wrong.stream().allMatch(answer -> answer.millis() >= SERVER_TIMEOUT_MILLIS);
        if (slow && wrong.size() == answers.size()) {
            return "the DNS server does not answer: it is down, or a network policy keeps clients from it";
        }
        if (wrong.stream().anyMatch(answer -> !answer.addresses().isEmpty())) {
            return "the name leads elsewhere: an answer of before the Service was made anew, or another DNS server";
        }
        if (wrong.size() == answers.size()) {
            return "DNS answers, but does not know the Service";
        }
        return "the search list or ndots of resolv.conf does not complete the shorter names";
    }
}
