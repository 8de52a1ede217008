// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.manifest.ManifestSource;
import co.littleman.m1onk8s.manifest.Manifests;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {
    private static final String CACHE = "/api/v1/namespaces/shop/services/cache";
    private static final String STORE = "/api/v1/namespaces/shop/services/store";

    private final FakeApiServer server;
    private final Cluster cluster;

    ApplierTest() throws IOException {
        server = new FakeApiServer().on("GET /api/v1", 200, """
                {"resources": [
                  {"name": "namespaces", "kind": "Namespace", "namespaced": false},
                  {"name": "services", "kind": "Service", "namespaced": true}]}""");
        cluster = server.cluster();
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void anObjectThatWasNotThereIsCreated(@TempDir Path directory) {
        server.on("PATCH " + CACHE, 201, version(7));

        assertThat(apply(directory, "cache")).extracting(Applied::change).containsExactly(Change.CREATED);
    }

    @Test
    void anObjectWhoseVersionRoseIsConfigured(@TempDir Path directory) {
        server.on("GET " + CACHE, 200, version(7)).on("PATCH " + CACHE, 200, version(8));

        assertThat(apply(directory, "cache")).extracting(Applied::change).containsExactly(Change.CONFIGURED);
    }

    @Test
    void anObjectWhoseVersionStaysIsUnchanged(@TempDir Path directory) {
        server.on("GET " + CACHE, 200, version(7)).on("PATCH " + CACHE, 200, version(7));

        assertThat(apply(directory, "cache")).extracting(Applied::change).containsExactly(Change.UNCHANGED);
    }

    @Test
    void soIsAnObjectInWhichOnlyTheOwnersOfItsFieldsAreNew(@TempDir Path directory) {
        server.on("GET " + CACHE, 200, "{\"metadata\": {\"resourceVersion\": \"7\"}, \"spec\": {}}")
                .on(
                        "PATCH " + CACHE,
                        200,
                        "{\"metadata\": {\"resourceVersion\": \"8\", \"managedFields\": [{}]}, \"spec\": {}}");

        assertThat(apply(directory, "cache")).extracting(Applied::change).containsExactly(Change.UNCHANGED);
    }

    @Test
    void aNamespaceThatIsBeingDeletedIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("10-ns.yml"), "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        server.on("PATCH /api/v1/namespaces/shop", 200, """
                {"metadata": {"name": "shop", "deletionTimestamp": "2026-11-24T00:00:00Z"}}""");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Applier(cluster).apply(Manifests.read(ManifestSource.of(directory), null)))
                .satisfies(refusal -> assertThat(refusal.finding().message()).isEqualTo("""
                        10-ns.yml:1: the namespace shop is being deleted.
                          seen     deleted at 2026-11-24T00:00:00Z
                          likely   a finalizer holds something in it back; until that is gone, nothing new can be made there
                          look     kubectl get namespace shop -o yaml   # status.conditions tell what holds it"""));
    }

    @Test
    void whatTheServerWarnsOfIsKeptWithTheObject(@TempDir Path directory) {
        server.warn("PATCH " + CACHE, version(7), "299 - \"fractional byte value \\\"96m\\\" is invalid\"");
        List<String> warned = new ArrayList<>();

        assertThat(apply(directory, "cache"))
                .flatExtracting(Applied::warnings)
                .containsExactly("fractional byte value \"96m\" is invalid");
        new Applier(cluster)
                .wouldApply(
                        Manifests.read(ManifestSource.of(directory), null),
                        (manifest, warnings) -> warned.add(manifest.title() + warnings));
        assertThat(warned).singleElement().asString().endsWith("[fractional byte value \"96m\" is invalid]");
    }

    @Test
    void itIsAppliedStrictlyAndInOurName(@TempDir Path directory) {
        server.on("PATCH " + CACHE, 201, version(7));

        apply(directory, "cache");

        assertThat(server.requests())
                .endsWith("PATCH " + CACHE + "?fieldManager=m1onk8s-verify&fieldValidation=Strict");
    }

    @Test
    void aNamespaceIsThereWhenPodsCanBeMadeInIt(@TempDir Path directory) {
        server.on("PATCH /api/v1/namespaces/shop", 201, version(1))
                .on("GET /api/v1/namespaces/shop/serviceaccounts/default", 200, version(2));

        new Applier(cluster)
                .apply(new ManifestDirectory(directory)
                        .file("20.yml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")
                        .read());

        assertThat(server.requests()).endsWith("GET /api/v1/namespaces/shop/serviceaccounts/default");
    }

    @Test
    void oneRunNamesAllThatWasRefused(@TempDir Path directory) {
        server.refuse("PATCH " + CACHE, 422, "Service \"cache\" is invalid: spec.ports: Required value")
                .refuse("PATCH " + STORE, 409, "Apply failed with 1 conflict");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> apply(directory, "cache", "store"))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.MANIFEST_REJECTED);
                    assertThat(unproven.finding().reason())
                            .isEqualTo("50-cache.yml:1: Service shop/cache was rejected by the API server.");
                    assertThat(unproven.finding().details())
                            .contains(new Detail(
                                    "also",
                                    "50-store.yml:1: Service shop/store has fields that somebody else owns.",
                                    ""));
                });
    }

    @Test
    void whatIsNotOnTheClusterIsNamed(@TempDir Path directory) {
        server.on("GET " + CACHE, 200, version(7));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Existence(new LiveObjects(cluster)).ofAll(services(directory, "cache", "store")))
                .withMessage("""
                        Not on the cluster: Service shop/store.
                          expected   every object of the manifests
                          missing    Service shop/store   50-store.yml:1
                          likely     never installed, deleted since, or the manifests are for another cluster
                          look       kubectl -n shop get Service""");
    }

    private List<Applied> apply(Path directory, String... names) {
        return new Applier(cluster).apply(services(directory, names));
    }

    private static List<Manifest> services(Path directory, String... names) {
        ManifestDirectory manifests = new ManifestDirectory(directory);
        for (String name : names) {
            manifests.file(
                    "50-%s.yml".formatted(name),
                    "apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: shop}\n".formatted(name));
        }
        return manifests.read();
    }

    private static String version(int resourceVersion) {
        return "{\"metadata\": {\"resourceVersion\": \"%1$d\"}, \"spec\": {\"port\": %1$d}}".formatted(resourceVersion);
    }
}
