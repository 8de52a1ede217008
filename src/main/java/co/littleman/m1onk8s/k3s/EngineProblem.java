// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerFetchException;

/** Why a k3s node could not be read: found out after the fact, from the engine's socket and the chain of causes. */
final class EngineProblem {
    private static final String UNIX = "unix://";

    private EngineProblem() {}

    static CheckFailedException of(String nodeImage, NodeLog log, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CheckFailedException known) {
                return known;
            }
        }
        return new CheckFailedException(finding(nodeImage, log, e), e);
    }

    private static Finding finding(String nodeImage, NodeLog log, RuntimeException e) {
        String text = chain(e);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("docker environment")) {
            return engine(System.getenv("DOCKER_HOST"));
        }
        // A kubelet or a database in the node says it in its own log.
        if (lower.contains("no space left on device") || log.lastLines().contains("no space left on device")) {
            return Finding.of(Cause.DISK_FULL, "The disk is full, so the k3s node could not start.")
                    .seen(text)
                    .detail("last lines", log.lastLines())
                    .next("docker system df   # then make room and run again");
        }
        if (hasCause(e, ContainerFetchException.class)) {
            return Finding.of(
                            Cause.NODE_IMAGE_UNAVAILABLE, "The node image %s could not be pulled.".formatted(nodeImage))
                    .seen(text)
                    .next(
                            "docker pull %s   # if no registry can be reached: scripts/verify or scripts/test, which build the images themselves; or scripts/prepare --env FILE, and then: source FILE"
                                    .formatted(nodeImage));
        }
        return Finding.of(Cause.NODE_NOT_READY, "The k3s node %s did not start.".formatted(nodeImage))
                .seen(text)
                .detail("last lines", log.lastLines())
                .next("docker run --rm --privileged %s server   # and read what it says".formatted(nodeImage));
    }

    /** Why the engine itself cannot be used. */
    static CheckFailedException ofEngine(RuntimeException e) {
        return new CheckFailedException(engine(System.getenv("DOCKER_HOST")), e);
    }

    private static Finding engine(@Nullable String dockerHost) {
        if (dockerHost == null || dockerHost.isBlank()) {
            return engine(Path.of("/var/run/docker.sock"));
        }
        if (dockerHost.startsWith(UNIX)) {
            return engine(Path.of(dockerHost.substring(UNIX.length())));
        }
        return Finding.of(Cause.ENGINE_UNAVAILABLE, "The container engine at %s does not answer.".formatted(dockerHost))
                .next("docker version   # what does it say? DOCKER_HOST names this engine");
    }

    /** What is wrong with the engine behind this socket. */
    static Finding engine(Path socket) {
        if (!Files.exists(socket)) {
            return Finding.of(
                            Cause.ENGINE_UNAVAILABLE,
                            "There is no container engine here: %s does not exist.".formatted(socket))
                    .next(
                            "scripts/prepare   # installs and starts one on Debian; elsewhere install Docker, or set DOCKER_HOST");
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            return Finding.of(Cause.ENGINE_UNAVAILABLE, "The container engine at %s does not answer.".formatted(socket))
                    .next("docker version   # what does it say?");
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("ermission denied")) {
                return Finding.of(
                                Cause.ENGINE_FORBIDDEN,
                                "The container engine does not let this user in: no permission for %s."
                                        .formatted(socket))
                        .next("sudo usermod -aG docker $USER   # then log in again");
            }
            return Finding.of(
                            Cause.ENGINE_UNAVAILABLE,
                            "The container engine is not running: nobody listens on %s.".formatted(socket))
                    .seen(said)
                    .next("scripts/prepare   # or: sudo systemctl start docker");
        }
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String chain(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : "\n").append(message);
            }
        }
        return text.toString();
    }
}
