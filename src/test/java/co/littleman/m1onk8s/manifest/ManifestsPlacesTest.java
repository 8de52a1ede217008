// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which line of its file a manifest, or a mistake in it, is said to be at. */
class ManifestsPlacesTest {
    @TempDir
    private static Path directory;

    @Test
    void aDocumentOfYamlBeginsAfterItsSeparatorAndItsComments() {
        assertThat(new ManifestDirectory(directory).file("all.yml", """
                        # All of the shop.
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: a}
                        ---
                        # A comment alone is no object.
                        ---

                        # The second.
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: b}
                        --- {apiVersion: v1, kind: Namespace, metadata: {name: c}}
                        """).read())
                .extracting(manifest -> manifest.name() + " " + manifest.file())
                .containsExactly("a all.yml:2", "b all.yml:10", "c all.yml:13");
    }

    @Test
    void linesThatEndAsOnWindowsAreCountedOnce() {
        assertThat(new ManifestDirectory(directory)
                        .file("all.yml", "# One.\r\n---\r\n{apiVersion: v1, kind: Namespace, metadata: {name: a}}\r\n")
                        .read())
                .extracting(Manifest::file)
                .hasToString("[all.yml:3]");
    }

    @Test
    void aDocumentOfJsonBeginsAtItsBrace(@TempDir Path own) {
        assertThat(new ManifestDirectory(own).file("all.json", """
                        {"apiVersion": "v1", "kind": "Namespace",
                         "metadata": {"name": "a"}}
                        null

                        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "b"}}
                        """).read())
                .extracting(manifest -> manifest.name() + " " + manifest.file())
                .containsExactly("a all.json:1", "b all.json:5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kind: Service, metadata: {name: b}}            | all.yml:3 is not a Kubernetes object: it has no apiVersion
            [b]                                             | all.yml:3 holds a list where a Kubernetes object belongs
            {apiVersion: v1, kind: List, items: [{kind: Pod}]} | all.yml:3 is not a Kubernetes object: it has no apiVersion
            {apiVersion: v1, kind: Pod, metadata: {name: b}} | all.yml:3: Pod b names no namespace
            {apiVersion: v1, kind: Namespace, metadata: {name: $B}} | all.yml:3: a placeholder was not filled in
            {apiVersion: v1, kind: Namespace, metadata: {name: b, uid: c}} | all.yml:3: Namespace b was exported from a cluster
            {apiVersion: v1, kind: Namespace, sops: {mac: b}} | all.yml:3 is encrypted by SOPS
            {apiVersion: v1, kind: Namespace, metadata: {name: a}} | Namespace a is in all.yml:1 and again in all.yml:3
            {apiVersion: v1, apiVersion: v1}                | all.yml:3:18 is not YAML: Duplicate field 'apiVersion'; remove one of the two.
            {apiVersion: v1,                                | all.yml:4:1 is not YAML: a value is missing here; add it, or close what is open.
            name: b: c                                      | all.yml:3:8 is not YAML: a key with ':' is not allowed here
            """)
    void aMistakeInALaterDocumentIsSaidToBeThere(String second, String message) {
        new ManifestDirectory(directory)
                .file("all.yml", "{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n" + second + "\n")
                .isRefusedWith(message);
    }

    @Test
    void soIsACharacterThatYamlDoesNotTake() {
        new ManifestDirectory(directory)
                .file(
                        "all.yml",
                        "{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n\u00E4: \uD83D\uDE00\n\u0000")
                .isRefused("all.yml:4 is not YAML: the character U+0000 is not allowed; remove it.");
    }
}
