// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.manifest.ManifestSource;
import co.littleman.m1onk8s.manifest.Manifests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {
    private ManifestDirectory manifests = new ManifestDirectory(Path.of(""));

    @BeforeEach
    void aDirectory(@TempDir Path directory) {
        manifests = new ManifestDirectory(directory);
    }

    @Test
    void theStackOfThisProjectIsOneComponent() {
        List<Component> found = new Components(Manifests.read(ManifestSource.of(Path.of("manifests")), null)).find();

        assertThat(found).extracting(ComponentsTest::text).containsExactly("m1onk8s-littleman-co/cache: cache");
        assertThat(RedisComponent.of(found.get(0)).container())
                .get()
                .extracting("name")
                .isEqualTo("redis");
        assertThat(RedisComponent.of(found.get(0)).port(found.get(0).services().get(0)))
                .get()
                .extracting("port")
                .isEqualTo(6379);
    }

    @Test
    void eachWorkloadHasTheServicesThatSelectIt() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "app: redis, role: cache"))
                .file("51.yml", service("shop", "cache", "app: redis, role: cache"))
                .file("52.yml", service("shop", "cache-metrics", "role: cache"))
                .file("60.yml", workload("Deployment", "shop", "sessions", "app: redis, role: sessions"))
                .file("61.yml", service("shop", "sessions", "app: redis, role: sessions"));

        finds("shop/cache: cache cache-metrics", "shop/sessions: sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
    void whatRunsPodsIsAWorkload(String kind) {
        manifests.file("50.yml", workload(kind, "shop", "db", "role: db"));

        finds("shop/db:");
    }

    @Test
    void aBarePodIsAWorkload() {
        manifests
                .file("50.yml", pod("cache", "role: cache", "Always"))
                .file("51.yml", service("shop", "cache", "role: cache"))
                .file("52.yml", pod("toolbox", "role: tools", "Always"));

        finds("shop/cache: cache", "shop/toolbox:");
        assertThat(found())
                .extracting(Component::workload)
                .allSatisfy(workload -> assertThat(workload)
                        .isNotNull()
                        .extracting(Workload::hasController)
                        .isEqualTo(false));
    }

    @Test
    void aServiceWithAMisspeltSelectorBelongsToTheBarePodOfItsName() {
        manifests
                .file("50.yml", pod("cache", "role: cache", "Always"))
                .file("51.yml", service("shop", "cache", "role: cahce"));

        finds("shop/cache: cache");
    }

    @Test
    void aBarePodBehindTheServiceOfAnotherWorkloadIsAStranger() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", service("shop", "cache", "role: cache"))
                .file("52.yml", pod("stray", "role: cache, by: hand", "Always"));

        finds("shop/cache: cache");
    }

    @Test
    void aBarePodThatEndsIsOneOnlyIfNothingElseIsBehindAServiceThatLeadsToIt() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", service("shop", "cache", "role: cache"))
                .file("52.yml", pod("cache-test", "role: cache", "Never"))
                .file("53.yml", pod("migration", "role: migration", "OnFailure"))
                .file("54.yml", pod("search", "role: search", "Never"))
                .file("55.yml", service("shop", "search", "role: search"))
                .file("56.yml", pod("search-test", "role: search-test", "Never"));

        finds("shop/cache: cache", "shop/search: search");
    }

    @Test
    void aServiceWithAMisspeltSelectorBelongsToTheWorkloadOfItsName() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "app: redis, role: cache"))
                .file("51.yml", workload("Deployment", "shop", "sessions", "app: redis, role: sessions"))
                .file("52.yml", service("shop", "sessions", "app: redis, role: cahce"));

        finds("shop/cache:", "shop/sessions: sessions");
    }

    @Test
    void ofTwoOfItsNameItIsTheOneInItsNamespace() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "app: redis, role: cache"))
                .file("51.yml", workload("Deployment", "test", "cache", "role: cache"))
                .file("52.yml", service("test", "cache", "app: redis, role: cahce"));

        finds("shop/cache:", "test/cache: cache");
    }

    @Test
    void orToTheWorkloadWithMostOfItsLabels() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "web", "app: shop, tier: web"))
                .file("51.yml", workload("Deployment", "shop", "cache", "app: shop, tier: back, role: cache"))
                .file("52.yml", service("shop", "store", "app: shop, tier: back, role: cahce"));

        finds("shop/web:", "shop/cache: store");
    }

    @Test
    void aServiceInAnotherNamespaceBelongsToTheWorkloadOfItsNameWhichItCannotReach() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", service("test", "cache", "role: cache"));

        assertThat(found())
                .singleElement()
                .satisfies(component ->
                        assertThat(component.services().get(0).namespace()).isEqualTo("test"));
    }

    @Test
    void twinsInTwoNamespacesKeepTheirOwnServices() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", workload("Deployment", "test", "cache", "role: cache"))
                .file("52.yml", service("shop", "cache", "role: cache"))
                .file("53.yml", service("test", "cache", "role: cache"));

        assertThat(found())
                .hasSize(2)
                .allSatisfy(component -> assertThat(component.services())
                        .singleElement()
                        .extracting(DeclaredService::namespace)
                        .isEqualTo(component.namespace()));
    }

    @Test
    void aServiceThatSelectsTwoWorkloadsBelongsToBoth() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "blue", "app: web, colour: blue"))
                .file("51.yml", workload("Deployment", "shop", "green", "app: web, colour: green"))
                .file("52.yml", service("shop", "web", "app: web"));

        finds("shop/blue: web", "shop/green: web");
    }

    @Test
    void aServiceThatNothingIsLikeIsAComponentWithoutAWorkload() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", service("shop", "search", "role: search"));

        finds("shop/cache:", "shop/search: search");
        assertThat(found().get(1).workload()).isNull();
    }

    @Test
    void aServiceWithoutASelectorIsNobodys() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file("51.yml", service("shop", "cache", ""));

        finds("shop/cache:");
    }

    @Test
    void anExternalNameIsNobodysAndItsSelectorIsIgnored() {
        manifests
                .file("50.yml", workload("Deployment", "shop", "cache", "role: cache"))
                .file(
                        "51.yml",
                        service("shop", "cache", "role: cache")
                                .replace("{selector", "{type: ExternalName, externalName: a.example, selector"))
                .file(
                        "52.yml",
                        service("shop", "search", "role: search")
                                .replace("{selector", "{type: ExternalName, externalName: b.example, selector"));

        finds("shop/cache:");
    }

    private void finds(String... components) {
        assertThat(found()).extracting(ComponentsTest::text).containsExactly(components);
    }

    private List<Component> found() {
        return new Components(manifests.read()).find();
    }

    private static String text(Component component) {
        StringBuilder text = new StringBuilder(component.namespace() + "/" + component.name() + ":");
        component.services().forEach(service -> text.append(' ').append(service.name()));
        return text.toString();
    }

    private static String workload(String kind, String namespace, String name, String labels) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec: {template: {metadata: {labels: {%s}}, spec: {containers: [{name: main, image: "x:1"}]}}}
                """.formatted(kind, name, namespace, labels);
    }

    private static String pod(String name, String labels, String restartPolicy) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {%s}}
                spec: {restartPolicy: %s, containers: [{name: main, image: "x:1"}]}
                """.formatted(name, labels, restartPolicy);
    }

    private static String service(String namespace, String name, String selector) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec: {selector: {%s}, ports: [{port: 80}]}
                """.formatted(name, namespace, selector);
    }
}
