// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFilesTest {
    private static final Map<String, String> OVERRIDES =
            Map.of("redis:7.0.15", "offline/redis:7.0.15-ab$1", "redis", "offline/redis:latest");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "image: redis:7.0.15,             image: offline/redis:7.0.15-ab$1",
                "image: \"redis:7.0.15\",         image: \"offline/redis:7.0.15-ab$1\"",
                "{image: redis:7.0.15},           {image: offline/redis:7.0.15-ab$1}",
                "image: redis:7.0.15-alpine,      image: redis:7.0.15-alpine",
                "image: mirror.test/redis:7.0.15, image: mirror.test/redis:7.0.15",
                "image: redis:7.0.99,             image: redis:7.0.99",
                "image: redis:7x0.15,             image: redis:7x0.15",
                "image: redis,                    image: offline/redis:latest",
                "\"image\" : \"redis:7.0.15\",    \"image\" : \"offline/redis:7.0.15-ab$1\"",
                "image: 'redis',                  image: 'offline/redis:latest'",
                "name: redis,                     name: redis",
                "value: redis:7.0.15,             value: redis:7.0.15",
            })
    void anImageIsExchangedWhereItIsTheWholeName(String text, String changed) {
        assertThat(ManifestFiles.withImages(text, OVERRIDES)).isEqualTo(changed);
    }

    @Test
    void aCopyHoldsTheManifestsAndNothingElse() throws IOException {
        Path from = Files.createDirectories(directory.resolve("from"));
        Path to = Files.createDirectories(directory.resolve("to"));
        Files.writeString(from.resolve("b.yml"), "image: redis:7.0.15\n");
        Files.writeString(from.resolve("a.yaml"), "kind: Service\n");
        Files.writeString(from.resolve("notes.txt"), "redis:7.0.15");
        Files.createDirectories(from.resolve("report.json"));

        ManifestFiles.copy(from, to, OVERRIDES);

        assertThat(ManifestFiles.in(to)).containsExactly(to.resolve("a.yaml"), to.resolve("b.yml"));
        assertThat(to.resolve("b.yml")).hasContent("image: offline/redis:7.0.15-ab$1");
        assertThat(to.resolve("notes.txt")).doesNotExist();
    }

    @Test
    void theImagesOfTheStackAreFound() {
        assertThat(ManifestFiles.images(Path.of("manifests")))
                .containsExactly("redis:7.0.15", "oliver006/redis_exporter:v1.45.0");
    }
}
