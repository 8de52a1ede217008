// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectListTest {
    @TempDir
    private Path directory;

    @Test
    void aListIsItsItemsAmongOtherDocumentsTooEachAtItsOwnLine() throws IOException {
        assertThat(read("all.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                kind: List
                apiVersion: v1
                items:
                  - apiVersion: v1
                    kind: Service
                    metadata: {name: cache, namespace: shop}
                  - apiVersion: v1
                    kind: List
                    items:
                    - apiVersion: v1
                      kind: Secret
                      metadata: {name: login, namespace: shop}
                """))
                .extracting(manifest -> manifest.file() + " " + manifest.title())
                .containsExactly(
                        "all.yaml:1 Namespace shop", "all.yaml:8 Service shop/cache", "all.yaml:11 Secret shop/login");
    }

    /** As kubectl gives them to the API server. */
    @Test
    void anItemOfATypedListHasItsKindFromTheList() throws IOException {
        assertThat(read("all.json", """
                {"apiVersion": "apps/v1", "kind": "DeploymentList",
                 "items": [{"metadata": {"name": "cache", "namespace": "shop"}}]}
                """))
                .extracting(manifest -> manifest.apiVersion() + " " + manifest.title())
                .containsExactly("apps/v1 Deployment shop/cache");
    }

    @Test
    void anEmptyListIsNoObject() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("all.yaml", "apiVersion: v1\nkind: List\nitems: []\n"))
                .withMessageContaining("holds no object");
    }

    @Test
    void anItemThatIsNoObjectIsNamedByItsLine() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("all.yaml", "apiVersion: v1\nkind: List\nitems:\n  - metadata: {name: a}\n"))
                .withMessageStartingWith("all.yaml:4 is not a Kubernetes object: it has no apiVersion");
    }

    /** Not every kind that ends so is a list. */
    @Test
    void aKindThatEndsInListAndHasNoItemsIsAnObject() throws IOException {
        assertThat(read("all.yaml", "apiVersion: shop.example/v1\nkind: PriceList\nmetadata: {name: a}\n"))
                .hasSize(1);
    }

    private List<Manifest> read(String name, String content) throws IOException {
        return Manifests.read(ManifestSource.of(Files.writeString(directory.resolve(name), content)), null);
    }
}
