// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.DnsAnswer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsFindingTest {
    private static final DeclaredService CACHE =
            new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50-cache.svc.yml", 1));
    private static final Set<String> CLUSTER_IP = Set.of("10.43.0.9");
    private static final String RESOLV_CONF = "search shop.svc.cluster.local\nnameserver 10.43.0.10\n";

    @Test
    void aDeadServer() {
        Finding finding = finding(CLUSTER_IP, none("cache", 5000), none("cache.shop", 5012));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_NO_ANSWER);
        assertThat(finding.message()).isEqualTo("""
                2 of 2 names of Service cache do not resolve inside the cluster.
                  expected      10.43.0.9
                  name          cache → no answer after 5000 ms
                  name          cache.shop → no answer after 5012 ms
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        the DNS server does not answer: it is down, or a network policy keeps clients from it
                  look          kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n shop get service cache""");
    }

    @Test
    void aServerThatDoesNotKnowTheService() {
        Finding finding = finding(CLUSTER_IP, none("cache", 10), none("cache.shop", 20));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_NO_ANSWER);
        assertThat(finding.message()).isEqualTo("""
                2 of 2 names of Service cache do not resolve inside the cluster.
                  expected      10.43.0.9
                  name          cache → no answer after 10 ms
                  name          cache.shop → no answer after 20 ms
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        DNS answers, but does not know the Service
                  look          kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n shop get service cache""");
    }

    @Test
    void aSearchListThatDoesNotCompleteTheShortNames() {
        Finding finding = finding(CLUSTER_IP, none("cache", 10), answer("cache.shop.svc.cluster.local", "10.43.0.9"));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_NO_ANSWER);
        assertThat(finding.message()).isEqualTo("""
                1 of 2 names of Service cache do not resolve inside the cluster.
                  expected      10.43.0.9
                  name          cache → no answer after 10 ms
                  name          cache.shop.svc.cluster.local → 10.43.0.9
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        the search list or ndots of resolv.conf does not complete the shorter names
                  look          kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n shop get service cache""");
    }

    @Test
    void aNameThatIsSpeltOutWithAnotherDomain() {
        Finding finding = finding(CLUSTER_IP, answer("cache", "10.43.0.9"), none("cache.shop.svc.example.org", 10));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_DOMAIN_DIFFERS);
        assertThat(finding.message())
                .startsWith("1 of 2 names of Service cache do not resolve inside the cluster.")
                .contains("likely        the manifests spell out another cluster domain than this cluster's, "
                        + "cluster.local; a name that ends with .svc works in both");
    }

    @Test
    void aFullNameOfThisDomainThatFailsAsWellIsNoMatterOfTheDomain() {
        Finding finding =
                finding(CLUSTER_IP, none("cache.shop.svc.cluster.local", 10), none("cache.shop.svc.example.org", 10));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_NO_ANSWER);
    }

    @Test
    void aWrongAddress() {
        Finding finding = finding(CLUSTER_IP, answer("cache", "10.43.0.7"), answer("cache.shop", "10.43.0.7"));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_WRONG_ANSWER);
        assertThat(finding.likely("").message()).isEqualTo("""
                2 of 2 names of Service cache resolve wrongly inside the cluster.
                  expected      10.43.0.9
                  name          cache → 10.43.0.7
                  name          cache.shop → 10.43.0.7
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  look          kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n shop get service cache""");
    }

    @Test
    void aWrongAddressIsNotExplainedByNames() {
        assertThat(finding(CLUSTER_IP, answer("cache", "10.43.0.7")).likely())
                .isNotEmpty()
                .doesNotContain("does not know the Service")
                .doesNotContain("search list");
    }

    @Test
    void aHeadlessService() {
        Finding finding = finding(Set.of("None"), answer("cache", "10.42.0.5"));

        assertThat(finding.cause()).isEqualTo(Cause.DNS_WRONG_ANSWER);
        assertThat(finding.message()).isEqualTo("""
                1 of 1 names of Service cache resolve wrongly inside the cluster.
                  expected      a ClusterIP, which the Service does not have
                  name          cache → 10.42.0.5
                  resolv.conf   search shop.svc.cluster.local
                  resolv.conf   nameserver 10.43.0.10
                  likely        a headless Service (clusterIP: None) has pod addresses instead, and ignores its port mapping
                  look          kubectl -n kube-system get pods -l k8s-app=kube-dns   # then: kubectl -n shop get service cache""");
    }

    private static Finding finding(Set<String> expected, DnsAnswer... answers) {
        return new DnsFinding(CACHE, expected, RESOLV_CONF, "cluster.local").of(List.of(answers));
    }

    private static DnsAnswer none(String name, long millis) {
        return new DnsAnswer(name, Set.of(), millis);
    }

    private static DnsAnswer answer(String name, String address) {
        return new DnsAnswer(name, Set.of(address), 4);
    }
}
