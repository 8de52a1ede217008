// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.DnsServer.Transport;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsServerFindingTest {
    private static final String CONTROL = "kubernetes.default.svc.cluster.local";
    private static final String CACHE = "cache.shop.svc.cluster.local";
    private static final DnsServerFinding SERVER = new DnsServerFinding(
            "shop", "10.43.0.10", CONTROL, "search shop.svc.cluster.local\nnameserver 10.43.0.10\n");

    @Test
    void nothingIsWrongWhereEveryQuestionHasAnAddress() {
        assertThat(SERVER.of(List.of(
                        found(CONTROL, Transport.UDP), found(CACHE, Transport.UDP), found(CACHE, Transport.TCP))))
                .isEmpty();
    }

    @Test
    void aServerThatNeverAnswers() {
        Finding finding = finding(silent(CONTROL, Transport.UDP), silent(CONTROL, Transport.TCP));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SERVER_SILENT);
        assertThat(finding.message()).isEqualTo("""
                The DNS server 10.43.0.10 does not answer at all.
                  name          kubernetes.default.svc.cluster.local over UDP → no answer
                  name          kubernetes.default.svc.cluster.local over TCP → no answer
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        it is down, or a network policy keeps pods of namespace shop from it
                  look          kubectl -n kube-system get pods,service -l k8s-app=kube-dns""");
    }

    @Test
    void aServerThatIsDeafOverTcp() {
        Finding finding = finding(
                found(CONTROL, Transport.UDP),
                found(CACHE, Transport.UDP),
                silent(CONTROL, Transport.TCP),
                silent(CACHE, Transport.TCP));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SERVER_SILENT);
        assertThat(finding.message()).isEqualTo("""
                The DNS server 10.43.0.10 does not answer over TCP.
                  name          kubernetes.default.svc.cluster.local over UDP → 10.43.0.9
                  name          cache.shop.svc.cluster.local over UDP → 10.43.0.9
                  name          kubernetes.default.svc.cluster.local over TCP → no answer
                  name          cache.shop.svc.cluster.local over TCP → no answer
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        a network policy allows port 53 for one protocol only
                  look          kubectl -n kube-system get pods,service -l k8s-app=kube-dns""");
    }

    @Test
    void aServerThatIsDeafOverUdp() {
        Finding finding = finding(silent(CONTROL, Transport.UDP), found(CONTROL, Transport.TCP));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SERVER_SILENT);
        assertThat(finding.reason()).isEqualTo("The DNS server 10.43.0.10 does not answer over UDP.");
    }

    @Test
    void aServerThatServesAnotherDomain() {
        Finding finding = finding(
                said(CACHE, Transport.UDP, "NXDOMAIN"),
                said(CONTROL, Transport.UDP, "NXDOMAIN"),
                said(CONTROL, Transport.TCP, "NXDOMAIN"));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_UNKNOWN_NAME);
        assertThat(finding.message()).isEqualTo("""
                The DNS server 10.43.0.10 does not know kubernetes.default.svc.cluster.local.
                  expected      an address
                  seen          NXDOMAIN
                  name          cache.shop.svc.cluster.local over UDP → NXDOMAIN
                  name          kubernetes.default.svc.cluster.local over UDP → NXDOMAIN
                  name          kubernetes.default.svc.cluster.local over TCP → NXDOMAIN
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        it serves another cluster domain than the one in resolv.conf, or is not the cluster's own
                  look          kubectl -n kube-system get pods,service -l k8s-app=kube-dns""");
    }

    @Test
    void aServerThatDoesNotKnowTheService() {
        Finding finding = finding(
                found(CONTROL, Transport.UDP),
                said(CACHE, Transport.UDP, "NXDOMAIN"),
                found(CONTROL, Transport.TCP),
                said(CACHE, Transport.TCP, "NXDOMAIN"));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_UNKNOWN_NAME);
        assertThat(finding.message()).isEqualTo("""
                The DNS server 10.43.0.10 does not know cache.shop.svc.cluster.local.
                  expected      an address
                  seen          NXDOMAIN
                  name          kubernetes.default.svc.cluster.local over UDP → 10.43.0.9
                  name          cache.shop.svc.cluster.local over UDP → NXDOMAIN
                  name          kubernetes.default.svc.cluster.local over TCP → 10.43.0.9
                  name          cache.shop.svc.cluster.local over TCP → NXDOMAIN
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        the Service is not there, or was made this moment
                  look          kubectl -n kube-system get pods,service -l k8s-app=kube-dns""");
    }

    @Test
    void aNameWithoutAnAddressIsNotKnownEither() {
        Finding finding = finding(
                found(CONTROL, Transport.UDP), said(CACHE, Transport.UDP, "NOERROR"), found(CONTROL, Transport.TCP));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_UNKNOWN_NAME);
        assertThat(finding.seen()).isEqualTo("NOERROR");
    }

    @Test
    void aServerThatFails() {
        Finding finding = finding(
                found(CONTROL, Transport.UDP),
                said(CACHE, Transport.UDP, "SERVFAIL"),
                found(CONTROL, Transport.TCP),
                found(CACHE, Transport.TCP));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SERVER_FAILS);
        assertThat(finding.message()).isEqualTo("""
                The DNS server 10.43.0.10 fails on cache.shop.svc.cluster.local: SERVFAIL.
                  expected      an address
                  seen          SERVFAIL
                  name          kubernetes.default.svc.cluster.local over UDP → 10.43.0.9
                  name          cache.shop.svc.cluster.local over UDP → SERVFAIL
                  name          kubernetes.default.svc.cluster.local over TCP → 10.43.0.9
                  name          cache.shop.svc.cluster.local over TCP → 10.43.0.9
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        it has lost the API server, or the server that it forwards to
                  look          kubectl -n kube-system get pods,service -l k8s-app=kube-dns""");
    }

    private static Finding finding(DnsReply... replies) {
        return SERVER.of(List.of(replies)).orElseThrow();
    }

    private static DnsReply found(String name, Transport transport) {
        return new DnsReply(name, transport, "NOERROR", Set.of("10.43.0.9"));
    }

    private static DnsReply silent(String name, Transport transport) {
        return said(name, transport, DnsServer.SILENCE);
    }

    private static DnsReply said(String name, Transport transport, String status) {
        return new DnsReply(name, transport, status, Set.of());
    }
}
