// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.SearchList;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodResolverTest {
    private static final SearchList CLUSTER =
            new SearchList(List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"), 5);
    private static final List<String> NAMES =
            List.of("cache", "cache.shop", "cache.shop.svc", "cache.shop.svc.cluster.local");
    private static final Set<String> RESOLVING = Set.of("cache.shop.svc.cluster.local");

    @Test
    void muslWithFewNdotsDoesNotSearch() {
        Finding finding = resolver("redis:7-alpine", "dnsConfig: {options: [{name: ndots, value: '1'}]}")
                .missing(NAMES, RESOLVING)
                .orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SEARCH_INCOMPLETE);
        assertThat(finding.message()).isEqualTo("""
                In pods of deployment/cache, musl (Alpine) does not resolve cache.shop, cache.shop.svc.
                  expected    every form of the name, as elsewhere in the namespace
                  ndots       1   50-cache.dep.yml:1
                  search      shop.svc.cluster.local svc.cluster.local cluster.local
                  asked for   cache.shop
                  asked for   cache.shop.svc
                  likely      musl does not search for a name with ndots dots or more; ndots is lower than the cluster's
                  look        kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.dnsConfig}'""");
    }

    @Test
    void glibcWithoutASearchListFindsTheAbsoluteNameOnly() {
        Finding finding = PodResolver.of(workload("redis:7.0.15", ""), new SearchList(List.of(), 1))
                .orElseThrow()
                .missing(NAMES, RESOLVING)
                .orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.DNS_SEARCH_INCOMPLETE);
        assertThat(finding.message()).isEqualTo("""
                In pods of deployment/cache, glibc does not resolve cache, cache.shop, cache.shop.svc.
                  expected    every form of the name, as elsewhere in the namespace
                  ndots       1   50-cache.dep.yml:1
                  asked for   cache
                  asked for   cache.shop
                  asked for   cache.shop.svc
                  likely      the pod's dnsConfig leaves the cluster's search list out
                  look        kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.dnsConfig}'""");
    }

    @ParameterizedTest
    @CsvSource({
        "redis:7.0.15,   5",
        "redis:7.0.15,   2",
        "redis:7.0.15,   1",
        "redis:7-alpine, 5",
        "redis:7-alpine, 4",
    })
    void whatTheLibraryFindsIsNotMissing(String image, int ndots) {
        assertThat(resolver(image, "dnsConfig: {options: [{name: ndots, value: '%d'}]}".formatted(ndots))
                        .missing(NAMES, RESOLVING))
                .isEmpty();
    }

    @Test
    void withoutAnNdotsOfItsOwnAPodHasTheClusters() {
        assertThat(resolver("redis:7-alpine", "").list()).isEqualTo(CLUSTER);
        assertThat(resolver("redis:7-alpine", "dnsConfig: {options: [{name: ndots}, {name: edns0}]}")
                        .list())
                .isEqualTo(CLUSTER);
    }

    @Test
    void itsOwnSearchesComeAfterTheClusters() {
        assertThat(resolver("redis:7-alpine", "dnsConfig: {searches: [example.org]}")
                        .list())
                .isEqualTo(CLUSTER.and(List.of("example.org")));
    }

    @Test
    void withoutAPolicyItHasOnlyItsOwn() {
        assertThat(resolver("redis:7", "dnsPolicy: None\n  dnsConfig: {searches: [svc.cluster.local]}")
                        .list())
                .isEqualTo(new SearchList(List.of("svc.cluster.local"), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnsPolicy: Default", "hostNetwork: true"})
    void whoAsksTheNodesDnsIsNotJudged(String more) {
        assertThat(PodResolver.of(workload("redis:7", more), CLUSTER)).isEmpty();
    }

    @Test
    void onTheNodesNetworkItMayAskTheClusterAllTheSame() {
        assertThat(resolver("redis:7", "hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet")
                        .list())
                .isEqualTo(CLUSTER);
    }

    @Test
    void itAsksEveryNameThatItsLibrariesMayAskFor() {
        assertThat(resolver("redis:7-alpine", "dnsConfig: {options: [{name: ndots, value: '1'}]}")
                        .questions(List.of("cache", "cache.shop")))
                .containsExactlyInAnyOrder(
                        "cache",
                        "cache.shop.svc.cluster.local",
                        "cache.svc.cluster.local",
                        "cache.cluster.local",
                        "cache.shop",
                        "cache.shop.shop.svc.cluster.local",
                        "cache.shop.cluster.local");
    }

    private static PodResolver resolver(String image, String more) {
        return PodResolver.of(workload(image, more), CLUSTER).orElseThrow();
    }

    private static Workload workload(String image, String more) {
        PodTemplateSpec template = Serialization.unmarshal("""
                spec:
                  containers: [{name: redis, image: "%s"}]
                  %s
                """.formatted(image, more), PodTemplateSpec.class);
        return new Workload("Deployment", "shop", "cache", template, new Place("50-cache.dep.yml", 1));
    }
}
