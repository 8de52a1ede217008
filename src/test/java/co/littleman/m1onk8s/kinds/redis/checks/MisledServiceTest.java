// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Components;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisledServiceTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        // Each to its own, by whatever name.
        "cache, 6379, sessions, 6380",
        "shop-cache, 6379, shop-sessions, 6380",
        "one, 6379, two, 6380",
        "one, 6380, two, 6379",
        // Two names of one Redis, and the other for its own pod alone.
        "cache, 6379, pages, 6379",
        // A name that speaks of both.
        "cache, 6379, cache-and-sessions, 6379",
        "cache, 6379, sessions, 9999"
    })
    void noneIsMisled(String one, int oneTarget, String two, int twoTarget) {
        assertThat(finding(one, oneTarget, two, twoTarget)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cache, 6379, sessions, 6379, 'Service sessions leads to the Redis of container cache, and not to that of container sessions.'",
        "cache, 6380, sessions, 6379, 'Service cache leads to the Redis of container sessions, and not to that of container cache.'",
        "shop-sessions, 6379, cache, 6379, 'Service shop-sessions leads to the Redis of container cache, and not to that of container sessions.'"
    })
    void oneIs(String one, int oneTarget, String two, int twoTarget, String reason) {
        assertThat(finding(one, oneTarget, two, twoTarget)).map(Finding::reason).contains(reason);
    }

    @Test
    void theFindingSaysWhereItLeadsAndWhereItShould() {
        Finding finding = finding("cache", 6379, "sessions", 6379).orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.PATH_BY_SERVICE_BROKEN);
        assertThat(finding.message())
                .contains("port 6380 of container sessions", "port 6379 of container cache", "50.yml")
                .contains("what is meant for one Redis lands in the other")
                .contains("kubectl -n shop get service sessions -o yaml");
    }

    private Optional<Finding> finding(String one, int oneTarget, String two, int twoTarget) {
        return MisledService.of(new Components(new ManifestDirectory(directory)
                        .file("50.yml", """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: stores, namespace: shop}
                                spec:
                                  template:
                                    metadata: {labels: {app: stores}}
                                    spec:
                                      containers:
                                        - {name: cache, image: 'redis:7.0.15', ports: [{containerPort: 6379}]}
                                        - {name: sessions, image: 'redis:7.0.15', ports: [{containerPort: 6380}]}
                                ---
                                apiVersion: v1
                                kind: Service
                                metadata: {name: %s, namespace: shop}
                                spec: {selector: {app: stores}, ports: [{port: 6379, targetPort: %d}]}
                                ---
                                apiVersion: v1
                                kind: Service
                                metadata: {name: %s, namespace: shop}
                                spec: {selector: {app: stores}, ports: [{port: 6379, targetPort: %d}]}
                                """.formatted(one, oneTarget, two, twoTarget))
                        .read())
                .find()
                .get(0));
    }
}
