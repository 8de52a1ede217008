// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLinksTest {
    private static final NamespacePod OWN =
            neighbour("deployment/cache", true, "{enableServiceLinks: false, containers: [{}]}");
    private static final NamespacePod WEB = neighbour("deployment/web", false, "{containers: [{}]}");

    @Test
    void aClientThatGetsTheVariable() {
        assertThat(finding("redis", OWN, WEB)).hasValueSatisfying(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.SERVICE_NAME_UNSAFE);
            assertThat(finding.message()).isEqualTo("""
                    Service redis makes Kubernetes set REDIS_PORT=tcp://… in pods of namespace shop, where clients read a number.
                      expected   another name, such as cache or sessions; or enableServiceLinks: false in all its clients
                      seen       service links are on in deployment/web
                      declared   service/redis   50-redis.svc.yml:1
                      look       kubectl -n shop exec POD -- env   # in a client: is there a REDIS_PORT?""");
        });
    }

    @Test
    void clientsThatAreYetToCome() {
        assertThat(finding("redis", OWN))
                .hasValueSatisfying(finding -> assertThat(finding.seen())
                        .isEqualTo("no client yet; pods have service links on unless they say otherwise"));
    }

    @Test
    void aVariableOfAnotherNameIsNoneOfItsOwn() {
        assertThat(finding(
                        "redis",
                        OWN,
                        neighbour(
                                "deployment/web", false, "{containers: [{env: [{name: REDIS_HOST, value: redis}]}]}")))
                .hasValueSatisfying(
                        finding -> assertThat(finding.seen()).isEqualTo("service links are on in deployment/web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{enableServiceLinks: false, containers: [{}]}",
                "{containers: [{env: [{name: REDIS_PORT, value: '6379'}]}]}",
            })
    void clientsThatDoNotGetIt(String client) {
        assertThat(finding("redis", OWN, neighbour("deployment/web", false, client)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "sessions", "db", "php-fpm", "nginx", "redis-cache", "web"})
    void namesThatAreUsualAndHealthy(String name) {
        assertThat(finding(name, OWN, WEB)).isEmpty();
    }

    private static Optional<Finding> finding(String name, NamespacePod... neighbours) {
        return ServiceLinks.finding(Declared.service(name, "{selector: {role: cache}}"), List.of(neighbours));
    }

    private static NamespacePod neighbour(String what, boolean own, String spec) {
        return new NamespacePod(what, own, Declared.yaml(spec, PodSpec.class));
    }
}
