// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.DnsServer.Transport;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import java.util.Optional;

/** What is wrong with a DNS server, by what it says of a name that it must know and of those that it should. */
final class DnsServerFinding {
    private final String namespace;
    private final String server;
    private final String control;
    private final String resolvConf;

    DnsServerFinding(String namespace, String server, String control, String resolvConf) {
        this.namespace = namespace;
        this.server = server;
        this.control = control;
        this.resolvConf = resolvConf;
    }

    /** Empty if every question has an address for an answer. */
    Optional<Finding> of(List<DnsReply> replies) {
        if (replies.stream().allMatch(DnsReply::resolves)) {
            return Optional.empty();
        }
        Finding finding = base(replies);
        for (DnsReply reply : replies) {
            finding = finding.detail(
                    "name",
                    "%s over %s → %s"
                            .formatted(
                                    reply.name(),
                                    reply.transport(),
                                    reply.resolves() ? String.join(" ", reply.addresses()) : reply.status()));
        }
        for (String line : resolvConf.lines().toList()) {
            finding = finding.detail("resolv.conf", line);
        }
        return Optional.of(finding.next("kubectl -n kube-system get pods,service -l k8s-app=kube-dns"));
    }

    private Finding base(List<DnsReply> replies) {
        if (replies.stream().allMatch(reply -> reply.status().equals(DnsServer.SILENCE))) {
            return Finding.of(Cause.DNS_SERVER_SILENT, "The DNS server %s does not answer at all.".formatted(server))
                    .likely("it is down, or a network policy keeps pods of namespace %s from it".formatted(namespace));
        }
        if (silent(replies, Transport.TCP) || silent(replies, Transport.UDP)) {
            Transport deaf = silent(replies, Transport.TCP) ? Transport.TCP : Transport.UDP;
            return Finding.of(
                            Cause.DNS_SERVER_SILENT,
                            "The DNS server %s does not answer over %s.".formatted(server, deaf))
                    .likely("a network policy allows port 53 for one protocol only");
        }
        DnsReply bad = replies.stream()
                .filter(reply -> !reply.resolves() && reply.name().equals(control))
                .findFirst()
                .or(() -> replies.stream().filter(reply -> !reply.resolves()).findFirst())
                .orElseThrow();
        boolean controlToo = bad.name().equals(control);
        if (bad.status().equals("NXDOMAIN") || bad.status().equals("NOERROR")) {
            return Finding.of(
                            Cause.DNS_UNKNOWN_NAME, "The DNS server %s does not know %s.".formatted(server, bad.name()))
                    .expected("an address")
                    .seen(bad.status())
                    .likely(
                            controlToo
                                    ? "it serves another cluster domain than the one in resolv.conf, or is not the cluster's own"
                                    : "the Service is not there, or was made this moment");
        }
        return Finding.of(
                        Cause.DNS_SERVER_FAILS,
                        "The DNS server %s fails on %s: %s.".formatted(server, bad.name(), bad.status()))
                .expected("an address")
                .seen(bad.status())
                .likely("it has lost the API server, or the server that it forwards to");
    }

    private static boolean silent(List<DnsReply> replies, Transport transport) {
        return replies.stream()
                .filter(reply -> reply.transport() == transport)
                .allMatch(reply -> reply.status().equals(DnsServer.SILENCE));
    }
}
