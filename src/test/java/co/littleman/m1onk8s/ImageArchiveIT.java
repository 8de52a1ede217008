// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Settings;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testcontainers.DockerClientFactory;

/** If no registry is, images come to the node in archives: one that only the archive has must run. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class ImageArchiveIT {
    private static final String NAME = "m1onk8s-verify-test/redis";

    @TempDir
    private Path directory;

    @Test
    void anImageThatOnlyAnArchiveHasRuns() throws IOException {
        String plain = Settings.fromEnvironment().overrides().resolve("redis:7.0.15");
        String exporter = "oliver006/redis_exporter:v1.45.0";
        String overrides = "redis:7.0.15=%s:archived,%s=%s"
                .formatted(
                        NAME, exporter, Settings.fromEnvironment().overrides().resolve(exporter));
        DockerClient docker = DockerClientFactory.lazyClient();
        docker.tagImageCmd(plain, NAME, "archived").exec();
        Path archive = directory.resolve("redis.tar");
        try (InputStream tar = docker.saveImageCmd(NAME + ":archived").exec()) {
            Files.copy(tar, archive);
        } finally {
            docker.removeImageCmd(NAME + ":archived").exec();
        }

        VerifyProcess run = VerifyProcess.start(
                directory.resolve("report"),
                Map.of("VERIFY_IMAGE_OVERRIDES", overrides, "VERIFY_IMAGE_ARCHIVES", archive.toString()),
                "--check",
                "redis-answers-ping");

        assertThat(run.exitCode()).as(run.output()).isZero();
        // The kubelet reports an image by any of its names; that this one resolved on the node is what counts.
        assertThat(run.output()).contains("redis:7.0.15 runs as %s:archived".formatted(NAME));
    }
}
