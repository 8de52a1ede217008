// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Two real registries on the nodes' network, which the nodes know as {@code registry.test} and {@code locked.test}: one
 * that gives to everybody, and one that wants a login.
 */
final class Registries implements AutoCloseable {
    private static final int PORT = 5000;
    private static final String IMAGE = Objects.requireNonNullElse(System.getenv("VERIFY_TEST_REGISTRY"), "registry:2");

    private final Network network = Network.newNetwork();
    private final GenericContainer<?> open = registry("registry", Map.of());
    private final GenericContainer<?> locked = registry(
            "locked",
            Map.of(
                    "REGISTRY_AUTH", "htpasswd",
                    "REGISTRY_AUTH_HTPASSWD_REALM", "shop",
                    "REGISTRY_AUTH_HTPASSWD_PATH", "/etc/registry/htpasswd"));
    private final Path file;

    Registries() {
        open.start();
        locked.start();
        try {
            this.file = Files.writeString(Files.createTempFile("m1onk8s-verify-proof", ".registries.yaml"), """
                    mirrors:
                      registry.test: {endpoint: ["http://registry:5000"]}
                      locked.test: {endpoint: ["http://locked:5000"]}
                    """);
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GenericContainer<?> registry(String alias, Map<String, String> environment) {
        return new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv(environment)
                .withNetwork(network)
                .withNetworkAliases(alias)
                .withExposedPorts(PORT)
                .withCreateContainerCmdModifier(
                        command -> Objects.requireNonNull(command.getHostConfig(), HostConfig.class.getName())
                                .withPortBindings(PortBinding.parse("127.0.0.1::" + PORT)))
                .waitingFor(Wait.forLogMessage(".*listening on.*", 1));
    }

    Network network() {
        return network;
    }

    /** For the nodes, in k3s' form. */
    Path file() {
        return file;
    }

    /** Puts an image of the engine into the open registry, under a name of one's own choice. */
    void push(String image, String repository, String tag) {
        DockerClient docker = DockerClientFactory.lazyClient();
        String there = "127.0.0.1:%d/%s".formatted(open.getMappedPort(PORT), repository);
        docker.tagImageCmd(image, there, tag).exec();
        try {
            docker.pushImageCmd(there).withTag(tag).start().awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            docker.removeImageCmd(there + ":" + tag).exec();
        }
    }

    @Override
    public void close() {
        open.stop();
        locked.stop();
        network.close();
    }
}
