// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;

/** The node behind a port of this machine, as its container engine knows it. */
final class NodeShell {
    private final DockerClient engine = DockerClientFactory.lazyClient();
    private final Container node;

    /**
     * That of an API server.
     *
     * @param port on this machine
     */
    NodeShell(int port) {
        this.node = engine.listContainersCmd().exec().stream()
                .filter(container -> Arrays.stream(container.getPorts())
                        .anyMatch(published -> Objects.equals(published.getPublicPort(), port)))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a command there, and does not wait for it. */
    void start(String... command) {
        String id = engine.execCreateCmd(node.getId()).withCmd(command).exec().getId();
        try {
            engine.execStartCmd(id)
                    .withDetach(true)
                    .exec(new ResultCallback.Adapter<>())
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a file there, which is in one of two places. */
    String read(String path, String otherwise) {
        StringBuilder text = new StringBuilder();
        String id = engine.execCreateCmd(node.getId())
                .withAttachStdout(true)
                .withCmd("sh", "-c", "cat \"$0\" 2>/dev/null || cat \"$1\"", path, otherwise)
                .exec()
                .getId();
        try {
            engine.execStartCmd(id)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                        }
                    })
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /** The port of this machine that leads to one of its own. */
    int port(int own) {
        return Arrays.stream(node.getPorts())
                .filter(port -> Objects.equals(port.getPrivatePort(), own) && port.getPublicPort() != null)
                .map(ContainerPort::getPublicPort)
                .findFirst()
                .orElseThrow();
    }

    /** Its address in the container engine's network. */
    String address() {
        return Objects.requireNonNull(Objects.requireNonNull(node.getNetworkSettings())
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress());
    }
}
