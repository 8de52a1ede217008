// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectPathsTest {
    @TempDir
    private static Path directory;

    private final FakeApiServer server;
    private final Cluster cluster;
    private final ObjectPaths paths;

    ObjectPathsTest() throws IOException {
        server = new FakeApiServer();
        cluster = server.cluster();
        paths = new ObjectPaths(cluster);
    }

    @BeforeEach
    void whatTheServerServes() {
        server.on("GET /api/v1", 200, """
                {"resources": [
                  {"name": "namespaces", "kind": "Namespace", "namespaced": false},
                  {"name": "namespaces/finalize", "kind": "Namespace", "namespaced": false},
                  {"name": "services", "kind": "Service", "namespaced": true}]}""").on("GET /apis/apps/v1", 200, """
                {"resources": [
                  {"name": "deployments/status", "kind": "Deployment", "namespaced": true},
                  {"name": "deployments", "kind": "Deployment", "namespaced": true}]}""");
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void eachObjectHasItsPath() {
        assertThat(paths.of(manifest("v1", "Service", "shop"))).isEqualTo("/api/v1/namespaces/shop/services/cache");
        assertThat(paths.of(manifest("v1", "Namespace", ""))).isEqualTo("/api/v1/namespaces/cache");
        assertThat(paths.of(manifest("apps/v1", "Deployment", "shop")))
                .isEqualTo("/apis/apps/v1/namespaces/shop/deployments/cache");
    }

    @Test
    void theServerIsAskedOnceForEachVersion() {
        paths.of(manifest("v1", "Service", "shop"));
        paths.of(manifest("v1", "Namespace", ""));

        assertThat(server.requests()).containsExactly("GET /version", "GET /api/v1");
    }

    @Test
    void aVersionThatIsNotServedIsAnUnknownKind() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("extensions/v1beta1", "Deployment", "shop")))
                .withMessage("""
                        50.yml:1: the API server knows no Deployment in extensions/v1beta1.
                          seen     this cluster does not serve the API version extensions/v1beta1
                          likely   a misspelt kind, or an API version that this Kubernetes (v1.34.4) no longer serves
                          look     kubectl api-resources | grep -i Deployment""");
    }

    @Test
    void theVersionThatServesTheKindInsteadIsNamed() {
        server.on("GET /apis", 200, """
                {"kind": "APIGroupDiscoveryList", "items": [
                  {"metadata": {"name": "batch"}, "versions": [
                    {"version": "v1", "resources": [{"resource": "jobs", "responseKind": {"kind": "Job"}}]}]},
                  {"metadata": {"name": "apps"}, "versions": [
                    {"version": "v1", "resources": [
                      {"resource": "deployments", "responseKind": {"group": "apps", "kind": "Deployment"}}]}]}]}""");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("extensions/v1beta1", "Deployment", "shop")))
                .withMessage("""
                        50.yml:1: the API server knows no Deployment in extensions/v1beta1.
                          seen     this cluster does not serve the API version extensions/v1beta1
                          served   Deployment in apps/v1
                          likely   an API version that this Kubernetes (v1.34.4) does not serve; its successor here is apps/v1
                          look     kubectl api-resources | grep -i Deployment""");
    }

    @Test
    void ofAMisspeltKindTheNearestIsNamed() {
        server.on("GET /api", 200, """
                {"items": [{"metadata": {}, "versions": [
                  {"version": "v1", "resources": [{"resource": "services", "responseKind": {"kind": "Service"}}]}]}]}""");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("v1", "Servise", "shop")))
                .satisfies(unproven -> assertThat(unproven.finding().likely()).endsWith("; did you mean Service?"));
    }

    @Test
    void soIsACoreKindThatWasLookedForInAGroup() {
        server.on("GET /api", 200, """
                {"items": [{"metadata": {}, "versions": [
                  {"version": "v1", "resources": [{"resource": "services", "responseKind": {"kind": "Service"}}]}]}]}""");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("apps/v1", "Service", "shop")))
                .satisfies(unproven -> assertThat(unproven.finding().likely()).endsWith("its successor here is v1"));
    }

    @Test
    void soIsAMisspeltKind() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("v1", "Servise", "shop")))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.UNKNOWN_KIND);
                    assertThat(unproven.finding().reason())
                            .isEqualTo("50.yml:1: the API server knows no Servise in v1.");
                    assertThat(unproven.finding().seen()).isEqualTo("the API version v1 has no such kind");
                });
    }

    @Test
    void aServerThatForbidsTheQuestionHasNotSaidThatTheKindIsUnknown() {
        server.refuse("GET /api/v1", 403, "forbidden: User \"ci\" cannot get path \"/api/v1\"");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> paths.of(manifest("v1", "Service", "shop")))
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    private static Manifest manifest(String apiVersion, String kind, String namespace) {
        return new ManifestDirectory(directory)
                .file(
                        "50.yml",
                        "apiVersion: %s\nkind: %s\nmetadata: {name: cache%s}\n"
                                .formatted(apiVersion, kind, namespace.isEmpty() ? "" : ", namespace: " + namespace))
                .read()
                .get(0);
    }
}
