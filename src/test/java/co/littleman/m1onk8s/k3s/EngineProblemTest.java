// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.output.OutputFrame;

class EngineProblemTest {
    private final NodeLog log = new NodeLog();

    @Test
    void noSocketMeansNoEngine(@TempDir Path directory) {
        Path socket = directory.resolve("docker.sock");

        assertThat(EngineProblem.engine(socket))
                .isEqualTo(
                        Finding.of(
                                        Cause.ENGINE_UNAVAILABLE,
                                        "There is no container engine here: %s does not exist.".formatted(socket))
                                .next(
                                        "scripts/prepare   # installs and starts one on Debian; elsewhere install Docker, or set DOCKER_HOST"));
    }

    @Test
    void aSocketThatNobodyListensOnMeansThatTheEngineIsNotRunning(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("docker.sock");
        listen(socket).close();

        assertThat(EngineProblem.engine(socket))
                .isEqualTo(Finding.of(
                                Cause.ENGINE_UNAVAILABLE,
                                "The container engine is not running: nobody listens on %s.".formatted(socket))
                        .seen("Connection refused")
                        .next("scripts/prepare   # or: sudo systemctl start docker"));
    }

    @Test
    void aSocketThatSomebodyListensOnMeansThatTheEngineDoesNotAnswer(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("docker.sock");
        try (ServerSocketChannel engine = listen(socket)) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(EngineProblem.engine(socket))
                    .isEqualTo(Finding.of(
                                    Cause.ENGINE_UNAVAILABLE,
                                    "The container engine at %s does not answer.".formatted(socket))
                            .next("docker version   # what does it say?"));
        }
    }

    @Test
    void anImageThatCannotBeHadIsNamed() {
        RuntimeException origin = new ContainerLaunchException(
                "Container startup failed",
                new ContainerFetchException("Can't get Docker image: rancher/k3s:v1", new IOException("no such host")));

        assertThat(EngineProblem.of("rancher/k3s:v1", log, origin).finding())
                .isEqualTo(
                        Finding.of(Cause.NODE_IMAGE_UNAVAILABLE, "The node image rancher/k3s:v1 could not be pulled.")
                                .seen("Container startup failed\nCan't get Docker image: rancher/k3s:v1\nno such host")
                                .next(
                                        "docker pull rancher/k3s:v1   # if no registry can be reached: scripts/verify or scripts/test, which build the images themselves; or scripts/prepare --env FILE, and then: source FILE"));
    }

    @Test
    void aFullDiskIsCalledAFullDiskWhateverFailedBecauseOfIt() {
        RuntimeException origin = new ContainerLaunchException(
                "Container startup failed", new IOException("write /var/lib/x: no space left on device"));

        assertThat(EngineProblem.of("rancher/k3s:v1", log, origin).finding().cause())
                .isEqualTo(Cause.DISK_FULL);
    }

    @Test
    void whatTwoOfTheCausesSayIsSaidOnce() {
        RuntimeException origin = new ContainerLaunchException("no route", new IOException("no route"));

        assertThat(EngineProblem.of("rancher/k3s:v1", log, origin).finding().message())
                .containsOnlyOnce("no route");
    }

    @Test
    void evenWhereOnlyTheNodeSpeaksOfIt() {
        print("write /var/lib/rancher/k3s: no space left on device");
        RuntimeException origin = new ContainerLaunchException("the node ended");

        assertThat(EngineProblem.of("rancher/k3s:v1", log, origin).finding().cause())
                .isEqualTo(Cause.DISK_FULL);
    }

    @Test
    void aNodeThatEndedSaysWhatItSaid() {
        print("no cgroup");
        RuntimeException origin = new ContainerLaunchException("the node ended");

        assertThat(EngineProblem.of("rancher/k3s:v1", log, origin).finding())
                .isEqualTo(Finding.of(Cause.NODE_NOT_READY, "The k3s node rancher/k3s:v1 did not start.")
                        .seen("the node ended")
                        .detail("last lines", "no cgroup")
                        .next("docker run --rm --privileged rancher/k3s:v1 server   # and read what it says"));
    }

    @Test
    void whatIsKnownAlreadyIsNotExplainedAgain() {
        CheckFailedException known = new CheckFailedException(Finding.of(Cause.API_FORBIDDEN, "Forbidden."));

        assertThat(EngineProblem.of("rancher/k3s:v1", log, new IllegalStateException(known)))
                .isSameAs(known);
    }

    private void print(String line) {
        log.accept(new OutputFrame(OutputFrame.OutputType.STDERR, line.getBytes(StandardCharsets.UTF_8)));
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }
}
