// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.ManifestSource;
import co.littleman.m1onk8s.manifest.Manifests;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Components;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExporterTest {
    private static final String REDIS = "{name: redis, ports: [{containerPort: 6379}]}";

    @Test
    void theStackOfThisProjectHasOne() {
        Component cache = new Components(Manifests.read(ManifestSource.of(Path.of("manifests")), null))
                .find()
                .get(0);

        assertThat(RedisComponent.of(cache).exporter()).isPresent();
        assertThat(RedisComponent.of(cache).exporterPort()).isEqualTo(9121);
    }

    @Test
    void itIsToldByItsNumber() {
        Component component = component(REDIS, "{name: exporter, ports: [{containerPort: 80}, {containerPort: 9121}]}");

        assertThat(RedisComponent.of(component).exporter())
                .get()
                .extracting("name")
                .isEqualTo("exporter");
        assertThat(RedisComponent.of(component).exporterPort()).isEqualTo(9121);
    }

    @Test
    void orByTheNameOfItsPort() {
        Component component = component("{name: exporter, ports: [{containerPort: 9122, name: metrics}]}", REDIS);

        assertThat(RedisComponent.of(component).exporter())
                .get()
                .extracting("name")
                .isEqualTo("exporter");
        assertThat(RedisComponent.of(component).exporterPort()).isEqualTo(9122);
    }

    @Test
    void redisIsNotItsOwnExporter() {
        Component component =
                component("{name: redis, ports: [{containerPort: 6379}, {containerPort: 9121, name: metrics}]}");

        assertThat(RedisComponent.of(component).exporter()).isEmpty();
        assertThat(RedisComponent.of(component).exporterPort()).isEqualTo(9121);
    }

    @Test
    void withoutARedisThereIsNothingToExport() {
        assertThat(RedisComponent.of(component("{name: exporter, ports: [{containerPort: 9121}]}"))
                        .exporter())
                .isEmpty();
        assertThat(RedisComponent.of(new Component("cache", "shop", null, List.of()))
                        .exporter())
                .isEmpty();
    }

    @Test
    void anotherContainerIsNone() {
        assertThat(RedisComponent.of(component(
                                REDIS, "{name: proxy, ports: [{containerPort: 15090, name: http}]}, {name: quiet}"))
                        .exporter())
                .isEmpty();
    }

    @Test
    void aNativeSidecarMayBeOneAndAContainerThatOnlyBeginsThePodIsNone() {
        String exporter = "{name: exporter, ports: [{containerPort: 9122, name: metrics}]%s}";
        String spec = "spec: {containers: [%s], initContainers: [%s]}";

        Component sidecar = of(spec.formatted(REDIS, exporter.formatted(", restartPolicy: Always")));
        assertThat(RedisComponent.of(sidecar).exporter())
                .get()
                .extracting("name")
                .isEqualTo("exporter");
        assertThat(RedisComponent.of(sidecar).exporterPort()).isEqualTo(9122);
        assertThat(RedisComponent.of(of(spec.formatted(REDIS, exporter.formatted(""))))
                        .exporter())
                .isEmpty();
    }

    private static Component component(String... containers) {
        return of("spec: {containers: [%s]}".formatted(String.join(", ", containers)));
    }

    private static Component of(String text) {
        PodTemplateSpec template = Serialization.unmarshal(text, PodTemplateSpec.class);
        return new Component(
                "cache",
                "shop",
                new Workload("Deployment", "shop", "cache", template, new Place("50.yml", 1)),
                List.of());
    }
}
