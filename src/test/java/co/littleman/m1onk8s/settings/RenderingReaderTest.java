// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingReaderTest {
    private SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @BeforeEach
    void someManifests(@TempDir Path manifests) {
        reader = reader.flag(Options.MANIFESTS, manifests.toString());
    }

    /** A chart must be rendered for the Kubernetes that runs it. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            rancher/k3s:v1.34.4-k3s1,              1.34.4
            registry:5000/node:1.37.2-3e170725f3,  1.37.2
            my-node:latest,                        -
            """)
    void theVersionIsThatOfTheNodeImage(String image, @Nullable String version) {
        assertThat(reader.flag(Options.NODE_IMAGE, image).read().rendering().kubeVersion())
                .isEqualTo(version);
    }

    @Test
    void whoNamesAVersionGetsIt() {
        assertThat(reader.flag(Options.KUBE_VERSION, "v1.36").read().rendering().kubeVersion())
                .isEqualTo("1.36");
    }

    @Test
    void filesOfValuesStayInTheirOrder(@TempDir Path directory) throws IOException {
        Path one = Files.createFile(directory.resolve("z.yaml"));
        Path two = Files.createFile(directory.resolve("a.yaml"));

        Rendering rendering =
                reader.flag(Options.VALUES, one + "," + two).read().rendering();

        assertThat(rendering.values()).containsExactly(one, two);
        assertThat(rendering.wantsChart()).isTrue();
        assertThat(Rendering.PLAIN.wantsChart()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VALUES       | missing.yaml | --values must be files that can be read, but is 'missing.yaml'; correct the path or its permissions.
            NAMESPACE    | My_NS        | --namespace must be the name of a namespace (at most 63 lower-case letters, digits and hyphens), but is 'My_NS'; kubectl get namespaces lists them.
            RELEASE      | My_Shop      | --release must be the name of a release (at most 53 lower-case letters, digits, hyphens and dots), but is 'My_Shop'; write for example shop.
            KUBE_VERSION | latest       | --kube-version must be a version of Kubernetes, but is 'latest'; write for example 1.34.4.
            """)
    void aMistakeIsNamed(String option, String value, String message) throws ReflectiveOperationException {
        Option set = (Option) Options.class.getField(option).get(null);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reader.flag(set, value).read())
                .withMessage(message);
    }

    @Test
    void aDashIsTheStandardInputWhereverItIsSaid() {
        assertThat(reader.flag(Options.MANIFESTS, "-").read().manifests()).isEqualTo(Settings.STANDARD_INPUT);
    }
}
