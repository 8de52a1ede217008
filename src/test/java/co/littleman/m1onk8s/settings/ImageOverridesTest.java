// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageOverridesTest {
    private SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @BeforeEach
    void someManifests(@TempDir Path manifests) {
        reader = reader.flag(Options.MANIFESTS, manifests.toString());
    }

    @Test
    void severalOverridesAreSeparatedByCommas() {
        assertThat(overrides("redis:7.0.15=mine/redis:1, r=registry.example:5000/d:e")
                        .byName())
                .isEqualTo(Map.of("redis:7.0.15", "mine/redis:1", "r", "registry.example:5000/d:e"));
    }

    @Test
    void nothingGivenOverridesNothing() {
        assertThat(reader.read().overrides()).isEqualTo(ImageOverrides.NONE);
    }

    @Test
    void anImageResolvesByItsWholeName() {
        ImageOverrides overrides = overrides("redis:7=mine:7");

        assertThat(overrides.resolve("redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("redis:7.0")).isEqualTo("redis:7.0");
    }

    @Test
    void aShortNameAndAFullOneAreOneImage() {
        ImageOverrides overrides = overrides("redis:7=mine:7, docker.io/oliver006/redis_exporter:1=mine:1");

        assertThat(overrides.resolve("docker.io/library/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("index.docker.io/library/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("docker.io/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("oliver006/redis_exporter:1")).isEqualTo("mine:1");
        assertThat(overrides.resolve("registry.example/redis:7")).isEqualTo("registry.example/redis:7");
        assertThat(overrides.resolve("library/oliver006/redis:7")).isEqualTo("library/oliver006/redis:7");
    }

    @Test
    void whatTheUserNamesComesBeforeWhatWasBuilt() {
        ImageOverrides overrides = reader.flag(
                        Options.IMAGE_OVERRIDES, "docker.io/library/redis:7=mine:7,nginx:1=mine:1")
                .flag(Options.IMAGES_BUILT, "redis:7=built:7,oliver006/redis_exporter:1=built:1")
                .read()
                .overrides();

        assertThat(overrides.resolve("redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("nginx:1")).isEqualTo("mine:1");
        assertThat(overrides.resolve("oliver006/redis_exporter:1")).isEqualTo("built:1");
        assertThat(overrides.byName()).as("one line for each image").hasSize(3);
    }

    /** The environment wins over the team's file; what scripts/prepare puts there must not. */
    @Test
    void whatATeamsFileNamesComesBeforeWhatWasBuilt(@TempDir Path directory) throws IOException {
        Path team = Files.writeString(directory.resolve("team.yml"), "image-overrides: {\"redis:7\": \"mine:7\"}\n");
        ImageOverrides overrides = new SettingsReader(
                        Map.of("VERIFY_IMAGES_BUILT", "redis:7=built:7,exporter:1=built:1"), new Properties())
                .flag(Options.MANIFESTS, directory.toString())
                .flag(Options.CONFIG, team.toString())
                .read()
                .overrides();

        assertThat(overrides.byName()).isEqualTo(Map.of("redis:7", "mine:7", "exporter:1", "built:1"));
    }

    private ImageOverrides overrides(String text) {
        return reader.flag(Options.IMAGE_OVERRIDES, text).read().overrides();
    }
}
