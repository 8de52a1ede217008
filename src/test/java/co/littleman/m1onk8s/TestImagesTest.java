// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.settings.ImageOverrides;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestImagesTest {
    private static final Path WEB = Path.of("src/test/resources/stacks/http");
    private static final Path TAR = Path.of("nginx.tar");
    private static final String REDIS = "redis:7.0.15";

    @Test
    void aNodeOfTheRunsOwnGetsTheImageAndTheManifestsNameIt() {
        Target node = new Target.Ephemeral("node:1", true, List.of(Path.of("redis.tar")), null, Path.of("registries"));
        Settings plain = Settings.builder(WEB, node)
                .overrides(new ImageOverrides(Map.of(REDIS, "offline/redis:1")))
                .build();

        Settings settings = TestImages.with(plain, "offline/nginx:1", TAR);

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral(
                        "node:1", true, List.of(Path.of("redis.tar"), TAR), null, Path.of("registries")));
        assertThat(settings.overrides().resolve(REDIS)).isEqualTo("offline/redis:1");
        assertThat(Stack.read(settings, Kinds.all()).workloads("web-example").stream()
                        .map(Workload::containers)
                        .flatMap(List::stream)
                        .map(Container::getImage))
                .containsExactly("offline/nginx:1");
    }

    @Test
    void whatIsOnAnotherClusterStaysAsItIs() {
        Target there = new Target.Own(Path.of("kubeconfig"), "default");

        assertThat(TestImages.with(Settings.builder(WEB, there).build(), "offline/nginx:1", TAR)
                        .target())
                .isEqualTo(there);
    }
}
