// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.ImageSet;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * What a real registry answers, 404 and 401, is told as what it is, and early. The registry's image is scripts/test's.
 */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
@Soak(quarter = 1)
class RegistryIT {
    private static final int PORT = 5000;
    private static final String IMAGE = Objects.requireNonNullElse(System.getenv("VERIFY_TEST_REGISTRY"), "registry:2");

    @TempDir
    private Path directory;

    @Test
    void anImageThatTheRegistryDoesNotHaveIsNotFound() throws IOException {
        Verdict verdict = pullFrom(registry(Map.of()));

        assertThat(verdict.cause()).as(verdict.message()).isEqualTo("image-not-found");
        assertThat(verdict.reason()).contains("Container redis of Deployment cache has an image that does not exist: ");
    }

    @Test
    void anImageThatTheRegistryKeepsFromUsIsUnauthorized() throws IOException {
        Verdict verdict = pullFrom(registry(Map.of(
                "REGISTRY_AUTH", "htpasswd",
                "REGISTRY_AUTH_HTPASSWD_REALM", "shop",
                "REGISTRY_AUTH_HTPASSWD_PATH", "/etc/registry/htpasswd")));

        assertThat(verdict.cause()).as(verdict.message()).isEqualTo("image-pull-unauthorized");
    }

    private static GenericContainer<?> registry(Map<String, String> environment) {
        // Only the node talks to it, over the engine's own network: nothing is published.
        return new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv(environment)
                .waitingFor(Wait.forLogMessage(".*listening on.*", 1));
    }

    private Verdict pullFrom(GenericContainer<?> registry) throws IOException {
        try (registry) {
            registry.start();
            ContainerNetwork network = registry.getContainerInfo()
                    .getNetworkSettings()
                    .getNetworks()
                    .get("bridge");
            String address = Objects.requireNonNull(network).getIpAddress() + ":" + PORT;
            Path registries = Files.writeString(
                    directory.resolve("registries.yaml"),
                    "mirrors:\n  \"%s\":\n    endpoint: [\"http://%s\"]\n".formatted(address, address));
            Variant variant = Variant.of(directory, "registry")
                    .with(Variant.DEPLOYMENT, "/spec/template/spec/containers/0/image", address + "/shop/redis:7");
            Result result = Verification.run(settings(variant, registries));

            assertThat(result.exitCode()).isEqualTo(1);
            return result.verdicts().stream()
                    .filter(verdict -> verdict.check().equals("rollout-complete"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Settings settings(Variant variant, Path registries) {
        Settings plain = Settings.fromEnvironment();
        Target.Ephemeral node = (Target.Ephemeral) plain.target();
        return plain.toBuilder()
                .manifests(variant.directory())
                .target(new Target.Ephemeral(node.nodeImage(), false, List.of(), null, registries))
                .scope(Scope.ALL)
                .checks(Set.of("rollout-complete"))
                .report(variant.directory().resolve("report"))
                .images(new ImageSet("upstream", "a registry of the test's own"))
                .build();
    }
}
