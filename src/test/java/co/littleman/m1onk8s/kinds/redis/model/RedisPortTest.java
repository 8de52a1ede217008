// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Components;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPortTest {
    private static final String REDIS = "{containerPort: 6379, name: redis}, {containerPort: 9121, name: metrics}";

    @TempDir
    private static Path directory;

    @Test
    void itIsFoundByTheNameOfItsTarget() {
        assertThat(redisPort(REDIS, "{port: 80, targetPort: redis}")).contains(80);
    }

    @Test
    void itIsFoundByTheNumberOfItsTarget() {
        assertThat(redisPort(REDIS, "{port: 80, targetPort: 6379}")).contains(80);
    }

    @Test
    void aPortWithoutATargetLeadsToItsOwnNumber() {
        assertThat(redisPort(REDIS, "{port: 6379}")).contains(6379);
    }

    @Test
    void ofTwoPortsItIsTheOneThatLeadsToRedis() {
        assertThat(redisPort(
                        REDIS,
                        "{name: metrics, port: 9121, targetPort: metrics}, {name: main, port: 80, targetPort: redis}"))
                .contains(80);
    }

    @Test
    void aPortThatIsNamedRedisIsMeantForRedisEvenWhereItLeadsNowhere() {
        assertThat(redisPort(REDIS, "{name: metrics, port: 9121}, {name: redis, port: 6379, targetPort: rediss}"))
                .contains(6379);
    }

    @Test
    void aServiceForTheMetricsAloneHasNone() {
        assertThat(redisPort(REDIS, "{port: 9121, targetPort: metrics}")).isEmpty();
    }

    @Test
    void aContainerPortThatIsNamedRedisIsRedisOnAnyNumber() {
        assertThat(redisPort("{containerPort: 6380, name: redis}", "{port: 6380}"))
                .contains(6380);
        assertThat(RedisComponent.of(component("{containerPort: 6380, name: redis}", "{port: 6380}"))
                        .targetPort())
                .isEqualTo(6380);
    }

    @Test
    void aContainerPort6379IsRedisUnderAnyName() {
        assertThat(redisPort("{containerPort: 6379}", "{port: 80, targetPort: 6379}"))
                .contains(80);
    }

    @Test
    void whatIsNotRedisHasNone() {
        assertThat(RedisComponent.of(component("{containerPort: 80, name: http}", "{port: 80}"))
                        .container())
                .isEmpty();
        assertThat(redisPort("{containerPort: 80, name: http}", "{port: 80}")).isEmpty();
    }

    @Test
    void policiesKnowAPortByItsNumberAndItsName() {
        assertThat(component("{containerPort: 6379, name: redis}, {containerPort: 9121}", "{port: 6379}")
                        .podPorts())
                .containsExactly(Set.of("6379", "redis"), Set.of("9121"));
        assertThat(new Component("cache", "shop", null, List.of()).podPorts()).isEmpty();
    }

    private static Optional<Integer> redisPort(String containerPorts, String servicePorts) {
        Component component = component(containerPorts, servicePorts);
        return RedisComponent.of(component).port(component.services().get(0)).map(ServicePort::getPort);
    }

    private static Component component(String containerPorts, String servicePorts) {
        return new Components(new ManifestDirectory(directory)
                        .file("50.yml", """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: cache, namespace: shop}
                                spec:
                                  template:
                                    metadata: {labels: {role: cache}}
                                    spec: {containers: [{name: sidecar}, {name: redis, ports: [%s]}]}
                                ---
                                apiVersion: v1
                                kind: Service
                                metadata: {name: cache, namespace: shop}
                                spec: {selector: {role: cache}, ports: [%s]}
                                """.formatted(containerPorts, servicePorts))
                        .read())
                .find()
                .get(0);
    }
}
