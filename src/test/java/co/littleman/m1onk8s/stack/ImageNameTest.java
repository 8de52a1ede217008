// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "redis,                                 docker.io/library/redis, '',     '',        false",
        "redis:latest,                          docker.io/library/redis, latest, '',        false",
        "redis:7.0.15,                          docker.io/library/redis, 7.0.15, '',        true",
        "docker.io/redis:7,                     docker.io/library/redis, 7,      '',        true",
        "redis@sha256:ab,                       docker.io/library/redis, '',     sha256:ab, true",
        "redis:latest@sha256:ab,                docker.io/library/redis, latest, sha256:ab, true",
        "oliver006/redis_exporter:v1,           docker.io/oliver006/redis_exporter, v1, '', true",
        "registry:5000/a/redis,                 registry:5000/a/redis,   '',     '',        false",
        "registry:5000/a/redis:1,               registry:5000/a/redis,   1,      '',        true",
        "localhost/redis:1,                     localhost/redis,         1,      '',        true",
    })
    void aNameIsTakenApart(String image, String repository, String tag, String digest, boolean pinned) {
        assertThat(ImageName.of(image)).isEqualTo(new ImageName(repository, tag, digest));
        assertThat(ImageName.of(image).isPinned()).isEqualTo(pinned);
    }

    @ParameterizedTest
    @CsvSource({
        "redis:7,           redis:7,                         true",
        "redis:7,           docker.io/library/redis:7,       true",
        "redis:7,           redis:7@sha256:ab,               true",
        "redis:7,           redis@sha256:ab,                 true",
        "redis,             redis:latest,                    true",
        "redis:7,           redis:8,                         false",
        "redis:7,           mirror.example/library/redis:7,  false",
        "redis:7@sha256:ab, redis@sha256:ab,                 true",
        "redis:7@sha256:ab, redis:7@sha256:cd,               false",
        "redis:7@sha256:ab, redis:7,                         false",
    })
    void whatRunsIsWhatWasNamed(String declared, String live, boolean same) {
        assertThat(ImageName.of(declared).isRunBy(ImageName.of(live))).isEqualTo(same);
    }
}
