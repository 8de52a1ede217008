// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.manifest.ManifestSource.Text;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestSourceTest {
    private static final String NAMESPACE =
            "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"a\"}}\n";

    private Path directory = Path.of("");

    @BeforeEach
    void aDirectory(@TempDir Path empty) {
        directory = empty;
    }

    @Test
    void aFileAloneIsReadWithoutItsNeighbours() throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), NAMESPACE);
        Files.writeString(directory.resolve("10-other.yaml"), "not: one");

        assertThat(ManifestSource.of(file).texts()).containsExactly(new Text("shop.yaml", NAMESPACE));
        assertThat(Manifests.read(ManifestSource.of(file), null))
                .extracting(Manifest::file)
                .hasToString("[shop.yaml:1]");
    }

    @Test
    void aDirectoryGivesItsFilesInOrder() throws IOException {
        Files.writeString(directory.resolve("9.json"), "9");
        Files.writeString(directory.resolve("10.yml"), "10");
        Files.writeString(directory.resolve("notes.txt"), "none");

        assertThat(ManifestSource.of(directory).texts())
                .containsExactly(new Text("9.json", "9"), new Text("10.yml", "10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.yaml", "shop.json"})
    void aByteOrderMarkIsNoPartOfTheText(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "\uFEFF" + NAMESPACE);

        assertThat(Manifests.read(ManifestSource.of(file), null)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.txt", "Makefile", ".yml", "shop.yaml.orig"})
    void aFileMustBeOneOfManifestsByItsName(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), NAMESPACE);

        refused(
                file,
                "The name of a file of manifests must end in .yml, .yaml or .json, but is '%s'; rename the file, or name another with --manifests."
                        .formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# All comments.\n", "---\n---\n"})
    void aFileWithoutAnyObject(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), content);

        refused(
                file,
                "The file %s holds no object: what is there is empty or all comments; write manifests there, or name another with --manifests."
                        .formatted(file));
    }

    @Test
    void aFileThatIsNotUtf8() throws IOException {
        Path file = Files.write(directory.resolve("shop.yaml"), "kind: \u00E4".getBytes(StandardCharsets.UTF_16));

        refused(file, "shop.yaml must be text in UTF-8, but is not; save it in that encoding.");
        refused(directory, "shop.yaml must be text in UTF-8, but is not; save it in that encoding.");
    }

    /** The memory of a process, which not even root can read from its beginning. */
    @Test
    void aFileThatCannotBeRead() throws IOException {
        Path file = Files.createSymbolicLink(directory.resolve("shop.yaml"), Path.of("/proc/self/mem"));

        refused(file, "shop.yaml cannot be read (Input/output error); check its permissions.");
        refused(directory, "shop.yaml cannot be read (Input/output error); check its permissions.");
    }

    @Test
    void aFileThatIsGoneSinceTheSettingsWereRead() {
        refused(
                directory.resolve("shop.yaml"),
                "shop.yaml cannot be read (NoSuchFileException); check its permissions.");
    }

    private static void refused(Path path, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Manifests.read(ManifestSource.of(path), null))
                .withMessage("%s", message);
    }
}
