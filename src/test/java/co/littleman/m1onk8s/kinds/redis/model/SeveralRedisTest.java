// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.RedisKind;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Components;
import co.littleman.m1onk8s.stack.Server;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralRedisTest {
    private static final String CACHE = "{name: cache, image: 'redis:7.0.15', ports: [{containerPort: 6379}]}";
    private static final String SESSIONS =
            "{name: sessions, command: [redis-server], args: [--port, '6380'], ports: [{name: sessions, containerPort: 6380}]}";

    @TempDir
    private Path directory;

    @Test
    void eachHasTheServiceThatLeadsToIt() {
        List<RedisComponent> both = RedisComponent.each(component(CACHE + ", " + SESSIONS, ""));

        assertThat(both).extracting(RedisComponent::containerName).containsExactly("cache", "sessions");
        assertThat(both).extracting(RedisComponent::targetPort).containsExactly(6379, 6380);
        assertThat(both).extracting(redis -> port(redis, "cache")).containsExactly(Optional.of(6379), Optional.empty());
        assertThat(both)
                .extracting(redis -> port(redis, "sessions"))
                .containsExactly(Optional.empty(), Optional.of(6379));
    }

    /** The article's exporter declares Redis' port, and a proxy may have its name: neither is a second Redis. */
    @Test
    void whatDeclaresItsPortAndRunsSomethingElseIsNone() {
        String exporter =
                "{name: exporter, image: 'oliver006/redis_exporter:v1.45.0', ports: [{name: redis, containerPort: 6379}]}";
        String proxy = "{name: proxy, image: 'stunnel:5', ports: [{name: redis, containerPort: 6390}]}";

        assertThat(RedisComponent.each(component(CACHE + ", " + exporter + ", " + proxy, "")))
                .extracting(RedisComponent::containerName)
                .containsExactly("cache");
        assertThat(RedisComponent.each(component(exporter + ", " + CACHE, "")))
                .extracting(RedisComponent::containerName)
                .containsExactly("cache");
        assertThat(RedisComponent.each(component(proxy, "")))
                .extracting(RedisComponent::containerName)
                .containsExactly("proxy");
    }

    @Test
    void theKindKnowsBothAsServers() {
        assertThat(new RedisKind().servers(component(CACHE + ", " + SESSIONS, "")))
                .extracting(Server::port, Server::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(6379, "port 6379"),
                        org.assertj.core.groups.Tuple.tuple(6380, "what it runs beside another Redis"));
    }

    @Test
    void oneRoleLabelSaysNothingOfTwo() {
        String labels = "application: redis, role: cache,";

        assertThat(RedisComponent.each(component(CACHE, labels)))
                .extracting(RedisComponent::role)
                .containsExactly(Optional.of(RedisRole.CACHE));
        assertThat(RedisComponent.each(component(CACHE + ", " + SESSIONS, labels)))
                .extracting(RedisComponent::role)
                .containsExactly(Optional.empty(), Optional.empty());
        // Still a store of which there is one copy.
        assertThat(new RedisKind().servers(component(CACHE + ", " + SESSIONS, labels)))
                .extracting(Server::data)
                .containsOnly(Server.Data.ONE_COPY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: [/usr/local/bin/redis-server]",
                "command: [tini, --, valkey-server]",
                "command: [sh, -c, 'exec redis-server --port 6380']",
                "image: 'redis:7.0.15'",
                "image: 'registry.example.org/mirror/valkey:8', args: [--port, '6380']",
                "image: 'redis:7.0.15', args: [/etc/redis.conf]"
            })
    void theSecondIsToldByWhatItRuns(String runs) {
        assertThat(RedisComponent.each(
                        component(CACHE + ", {name: other, %s, ports: [{containerPort: 6380}]}".formatted(runs), "")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: 'redis:7.0.15', command: [sleep, infinity], ports: [{containerPort: 6380}]",
                "image: 'redis:7.0.15', args: [sh, -c, 'redis-cli monitor'], ports: [{containerPort: 6380}]",
                "image: 'oliver006/redis_exporter:v1.45.0', args: [--redis.addr, 'redis-server:6379'], ports: [{containerPort: 9121}]",
                "image: 'redis:7.0.15'",
                "image: 'example.org/my-redis-backup:1', ports: [{containerPort: 8080}]"
            })
    void whatRunsSomethingElseOrHasNoPortIsNone(String runs) {
        assertThat(RedisComponent.each(component(CACHE + ", {name: other, %s}".formatted(runs), "")))
                .hasSize(1);
    }

    @Test
    void withoutTheFirstThereIsNoSecond() {
        assertThat(RedisComponent.each(component(SESSIONS, ""))).isEmpty();
    }

    @Test
    void theExporterIsSentToTheOneOfItsPort() {
        assertThat(exported("redis://localhost:6380")).containsExactly(false, true);
        assertThat(exported("redis://localhost:6380/1")).containsExactly(false, true);
        assertThat(exported("redis://localhost:6379")).containsExactly(true, false);
        assertThat(exported("redis://localhost")).containsExactly(true, false);
    }

    private List<Boolean> exported(String address) {
        String exporter = "{name: exporter, env: [{name: REDIS_ADDR, value: '%s'}], ports: [{containerPort: 9121}]}";
        return RedisComponent.each(component(CACHE + ", " + SESSIONS + ", " + exporter.formatted(address), "")).stream()
                .map(RedisComponent::isExported)
                .toList();
    }

    private static Optional<Integer> port(RedisComponent redis, String service) {
        return redis.component().services().stream()
                .filter(one -> one.name().equals(service))
                .flatMap(one -> redis.port(one).stream())
                .map(ServicePort::getPort)
                .findFirst();
    }

    private Component component(String containers, String labels) {
        return new Components(new ManifestDirectory(directory)
                        .file("50.yml", """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: stores, namespace: shop}
                                spec:
                                  template:
                                    metadata: {labels: {%s app: stores}}
                                    spec: {containers: [%s]}
                                ---
                                apiVersion: v1
                                kind: Service
                                metadata: {name: cache, namespace: shop}
                                spec: {selector: {app: stores}, ports: [{name: redis, port: 6379}]}
                                ---
                                apiVersion: v1
                                kind: Service
                                metadata: {name: sessions, namespace: shop}
                                spec: {selector: {app: stores}, ports: [{name: redis, port: 6379, targetPort: sessions}]}
                                """.formatted(labels, containers))
                        .read())
                .find()
                .get(0);
    }
}
