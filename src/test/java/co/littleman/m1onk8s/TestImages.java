// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.settings.ImageOverrides;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * Images of stacks that only tests run. If a registry answers, the node pulls them by their own names. Otherwise
 * scripts/test and scripts/prove build them and name them here, and the node gets them in an archive.
 */
public final class TestImages {
    /** As the manifests name it. */
    static final String NGINX = "nginx:1.22.1";

    private static @Nullable Path archive;

    private TestImages() {}

    /** Settings with which a run on a cluster of its own has these images as well. */
    public static Settings with(Settings settings) {
        String nginx = System.getenv("VERIFY_TEST_NGINX");
        return nginx == null ? settings : with(settings, nginx, archiveOf(nginx));
    }

    static Settings with(Settings settings, String nginx, Path archive) {
        Map<String, String> images = new HashMap<>(settings.overrides().byName());
        images.put(NGINX, nginx);
        Settings.Builder builder = settings.toBuilder().overrides(new ImageOverrides(images));
        if (settings.target() instanceof Target.Ephemeral node) {
            List<Path> archives = new ArrayList<>(node.archives());
            archives.add(archive);
            builder.target(
                    new Target.Ephemeral(node.nodeImage(), node.keep(), archives, node.mirror(), node.registries()));
        }
        return builder.build();
    }

    /** Written once for all tests of a process, and gone with it. */
    private static synchronized Path archiveOf(String image) {
        if (archive == null) {
            DockerClient docker = DockerClientFactory.lazyClient();
            try (InputStream tar = docker.saveImageCmd(image).exec()) {
                Path file = Files.createTempFile("m1onk8s-verify-test", ".tar");
                file.toFile().deleteOnExit();
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                archive = file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return archive;
    }
}
