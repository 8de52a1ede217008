// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsNamespacesTest {
    @TempDir
    private static Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"{name: cache}", "{name: cache, namespace: }", "{name: cache, namespace: \"\"}"})
    void anObjectWithoutANamespaceIsRefused(String metadata) {
        object("v1", "Service", metadata)
                .isRefused(
                        "50.yml:1: Service cache names no namespace, and this suite never guesses one; add metadata.namespace, or run with --namespace.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: cache}", "{name: cache, namespace: }", "{name: cache, namespace: \"\"}"})
    void theSettingFillsInAMissingNamespace(String metadata) {
        assertThat(object("v1", "Service", metadata)
                        .read("shop")
                        .get(0)
                        .object()
                        .at("/metadata/namespace"))
                .hasToString("\"shop\"");
    }

    @Test
    void theSettingMayRepeatWhatTheObjectSays() {
        assertThat(object("v1", "Service", "{name: cache, namespace: shop}").read("shop"))
                .hasSize(1);
    }

    @Test
    void theSettingMayNotContradictTheObject() {
        object("v1", "Service", "{name: cache, namespace: shop}")
                .isRefused(
                        "test",
                        "50.yml:1: Service cache is for namespace shop, but --namespace is test, and this suite never moves a stack; give the manifests of that namespace, or leave out --namespace.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1 Namespace", "v1 PersistentVolume", "rbac.authorization.k8s.io/v1 ClusterRole"})
    void kindsOfTheWholeClusterNeedNoneAndGetNone(String kind) {
        ManifestDirectory manifests = object(kind.split(" ", 2)[0], kind.split(" ", 2)[1], "{name: cache}");

        assertThat(manifests.read().get(0).namespace()).isNull();
        assertThat(manifests.read("shop").get(0).namespace()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert-manager.io/v1 ClusterIssuer", "gateway.networking.k8s.io/v1 GatewayClass"})
    void kindsOfOtherMakersArePlacedWhereTheySay(String kind) {
        ManifestDirectory manifests = object(kind.split(" ", 2)[0], kind.split(" ", 2)[1], "{name: cache}");

        assertThat(manifests.read().get(0).namespace()).isNull();
        assertThat(manifests.read("shop").get(0).namespace()).isNull();
    }

    private static ManifestDirectory object(String apiVersion, String kind, String metadata) {
        return new ManifestDirectory(directory)
                .file("50.yml", "apiVersion: %s\nkind: %s\nmetadata: %s\n".formatted(apiVersion, kind, metadata));
    }
}
