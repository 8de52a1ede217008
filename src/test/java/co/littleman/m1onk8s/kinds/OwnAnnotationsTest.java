// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAnnotationsTest {
    private static final String KNOWN =
            "Correct or remove it; after m1onk8s.littleman.co/ may stand: exposed, http-body, http-host, http-path, http-status.";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Service | annotations: {OURS/http-statuss: '200'} | Service web: annotation OURS/http-statuss is not a known one; did you mean http-status?",
                "Service | annotations: {OURS/owner: 'me'} | Service web: annotation OURS/owner is not a known one.",
                "Service | labels: {OURS/exposde: 'true'} | Service web: label OURS/exposde is not a known one; did you mean exposed?"
            })
    void aKeyThatIsNotKnownIsRefused(String kind, String metadata, String message) {
        refused(kind, metadata, message + " " + KNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | annotations: {OURS/http-path: '/'} | Deployment web: annotation OURS/http-path has no effect there; move it to the Service that leads to the server.",
                "pods of StatefulSet | annotations: {OURS/http-path: '/'} | the pod template of StatefulSet web: annotation OURS/http-path has no effect there; move it to the Service that leads to the server.",
                "Service | labels: {OURS/exposed: 'true'} | Service web: label OURS/exposed has no effect as a label; make it an annotation.",
                "Service | annotations: {OURS/exposed: 'ture'} | Service web: annotation OURS/exposed must be \"true\" or \"false\", but is 'ture'; write one of them, in quotes.",
                "Deployment | annotations: {OURS/exposed: 'true'} | Deployment web: annotation OURS/exposed has no effect there; move it to the Service, the Ingress or the pod template (spec.template.metadata.annotations) that is meant to be reached from outside."
            })
    void oneThatNobodyReadsIsRefused(String kind, String metadata, String message) {
        refused(kind, metadata, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Service | annotations: {OURS/exposed: 'true', OURS/http-path: '/', other/http-paht: '/'}",
                "Ingress | annotations: {OURS/exposed: 'false'}",
                "pods of Deployment | annotations: {OURS/exposed: 'true'}",
                "Namespace | labels: {OURS/max-level: 'talk'}"
            })
    void oneThatIsReadIsTaken(String kind, String metadata) {
        assertThatCode(() -> check(kind, metadata)).doesNotThrowAnyException();
    }

    private void refused(String kind, String metadata, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> check(kind, metadata))
                .withMessage("%s", "60-web.yml:1: " + message.replace("OURS", "m1onk8s.littleman.co"));
    }

    private void check(String kind, String metadata) {
        String object = kind.startsWith("pods of ")
                ? "kind: %s, metadata: {name: web}, spec: {template: {metadata: {%s}}}"
                : "kind: %s, metadata: {name: web, %s}";
        String text = object.formatted(kind.replace("pods of ", ""), metadata.replace("OURS", "m1onk8s.littleman.co"));
        ManifestDirectory manifests =
                new ManifestDirectory(directory).file("60-web.yml", "{apiVersion: v1, %s}".formatted(text));
        new OwnAnnotations(Kinds.all()).requireMeant(manifests.read("shop"));
    }
}
