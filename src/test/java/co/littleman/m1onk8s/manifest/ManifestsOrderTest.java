// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsOrderTest {
    @Test
    void filesAreReadInTheOrderOfTheirNumbers(@TempDir Path directory) {
        ManifestDirectory manifests = new ManifestDirectory(directory)
                .file("100-web.yml", namespace("d"))
                .file("20-shop.yml", namespace("b"))
                .file("50-cache.yaml", namespace("c"))
                .file("9-first.json", """
                        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}""");

        assertThat(manifests.read())
                .extracting(manifest -> manifest.file().origin())
                .containsExactly("9-first.json", "20-shop.yml", "50-cache.yaml", "100-web.yml");
    }

    @Test
    void filesWithTheSameNumberAreReadInTheOrderOfTheirNames(@TempDir Path directory) {
        ManifestDirectory manifests = new ManifestDirectory(directory)
                .file("50-cache.svc.yml", namespace("b"))
                .file("50-cache.dep.yml", namespace("a"));

        assertThat(manifests.read()).extracting(Manifest::name).containsExactly("a", "b");
    }

    @Test
    void filesWithoutANumberComeLast(@TempDir Path directory) {
        ManifestDirectory manifests = new ManifestDirectory(directory)
                .file("all.yml", namespace("b"))
                .file("zebra.yml", namespace("c"))
                .file("900-late.yml", namespace("a"));

        assertThat(manifests.read()).extracting(Manifest::name).containsExactly("a", "b", "c");
    }

    @Test
    void aNumberMayBeAsLongAsADate(@TempDir Path directory) {
        ManifestDirectory manifests = new ManifestDirectory(directory)
                .file("20261123140540123456789.yml", namespace("b"))
                .file("20.yml", namespace("a"));

        assertThat(manifests.read()).extracting(Manifest::name).containsExactly("a", "b");
    }

    @Test
    void otherFilesAndDirectoriesAreNotRead(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("10-directory.yml"));
        ManifestDirectory manifests = new ManifestDirectory(directory)
                .file("README.md", "# Not a manifest")
                .file("50-cache.yml.orig", "not: one")
                .file("20-shop.yml", namespace("a"));

        assertThat(manifests.read())
                .extracting(manifest -> manifest.file().origin())
                .containsExactly("20-shop.yml");
    }

    private static String namespace(String name) {
        return "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(name);
    }
}
