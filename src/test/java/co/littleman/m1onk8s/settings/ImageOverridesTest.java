// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageOverridesTest {
    @Test
    void severalOverridesAreSeparatedByCommas() {
        assertThat(ImageOverrides.parse("redis:7.0.15=mine/redis:1, r=registry.example:5000/d:e")
                        .byName())
                .isEqualTo(Map.of("redis:7.0.15", "mine/redis:1", "r", "registry.example:5000/d:e"));
    }

    @Test
    void nothingGivenOverridesNothing() {
        assertThat(ImageOverrides.parse("")).isEqualTo(ImageOverrides.NONE);
    }

    @Test
    void anImageResolvesByItsWholeName() {
        ImageOverrides overrides = ImageOverrides.parse("redis:7=mine:7");

        assertThat(overrides.resolve("redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("redis:7.0")).isEqualTo("redis:7.0");
    }

    @Test
    void aShortNameAndAFullOneAreOneImage() {
        ImageOverrides overrides = ImageOverrides.parse("redis:7=mine:7, docker.io/oliver006/redis_exporter:1=mine:1");

        assertThat(overrides.resolve("docker.io/library/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("index.docker.io/library/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("docker.io/redis:7")).isEqualTo("mine:7");
        assertThat(overrides.resolve("oliver006/redis_exporter:1")).isEqualTo("mine:1");
        assertThat(overrides.resolve("registry.example/redis:7")).isEqualTo("registry.example/redis:7");
        assertThat(overrides.resolve("library/oliver006/redis:7")).isEqualTo("library/oliver006/redis:7");
    }
}
