// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to the API server is what the files say, as kubectl would understand them. */
class ManifestsDocumentsTest {
    @TempDir
    private static Path directory;

    @Test
    void aFileMayHoldSeveralDocumentsAndEmptyOnesAreNoMistake() {
        assertThat(new ManifestDirectory(directory).file("20.yml", """
                        ---
                        # Only a comment.
                        ---
                        {apiVersion: v1, kind: Namespace, metadata: {name: a}}
                        ---
                        ---
                        {apiVersion: v1, kind: Namespace, metadata: {name: b}}
                        ---
                        """).read())
                .extracting(Manifest::title)
                .containsExactly("Namespace a", "Namespace b");
    }

    @Test
    void anUnquotedTrueStaysABooleanForTheApiServerToRefuse() {
        assertThat(service("x: 1\nspec: {externalName: true}").at("/spec")).hasToString("{\"externalName\":true}");
    }

    @Test
    void aQuotedTrueStaysText() {
        assertThat(service("annotations: {prometheus.io/scrape: \"true\"}").at("/metadata/annotations"))
                .hasToString("{\"prometheus.io/scrape\":\"true\"}");
    }

    @Test
    void wordsAndNumbersMeanWhatTheyMeanToKubectl() {
        assertThat(service("x: [yes, off, 0644, 1.10, 12:30, ~, null]").at("/metadata/x"))
                .hasToString("[true,false,420,1.1,\"12:30\",null,null]");
    }

    /** As kubectl 1.34 prints it: {@code kubectl apply --dry-run=client -o json}. */
    @Test
    void aSingleLetterIsABooleanToo() {
        assertThat(service("x: [y, n, Y, N, yEs, \"y\"]").at("/metadata/x"))
                .hasToString("[true,false,true,false,\"yEs\",\"y\"]");
        assertThat(service("labels: {y: a, n: b}").at("/metadata/labels"))
                .hasToString("{\"true\":\"a\",\"false\":\"b\"}");
    }

    @Test
    void fieldsThatNobodyKnowsAreKept() {
        assertThat(service("x: 1\nspec: {readinesProbe: {}}").at("/spec")).hasToString("{\"readinesProbe\":{}}");
    }

    @Test
    void anAliasStandsForWhatItsAnchorHolds() {
        assertThat(service("labels: &labels {role: cache}\nspec: {selector: *labels}")
                        .at("/spec"))
                .hasToString("{\"selector\":{\"role\":\"cache\"}}");
    }

    @Test
    void aMergeKeyAddsWhatItsAnchorHolds() {
        assertThat(service("labels: &labels {role: cache}\nspec: {selector: {<<: *labels, app: redis}}")
                        .at("/spec"))
                .isEqualTo(service("x: 1\nspec: {selector: {app: redis, role: cache}}")
                        .at("/spec"));
    }

    /** The first line goes to the metadata. */
    private static JsonNode service(String rest) {
        return new ManifestDirectory(directory)
                .file("20.yml", """
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: cache
                          namespace: shop
                          %s
                        """.formatted(rest))
                .read()
                .get(0)
                .object();
    }
}
