// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Connections from this machine to an address inside the cluster, by way of the client pod: each one is a small program
 * there that passes on what it reads. Unlike a port-forward, which ends at localhost of a pod, it reaches a server that
 * listens at the pod's own address only; and unlike one it is subject to network policies.
 */
public final class ClientRelay implements Tunnel {
    /** Connections that wait to be accepted; a client of ours opens one or two. */
    private static final int BACKLOG = 8;

    private final ClientPod client;
    private final Address target;
    private final ServerSocket server;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private ClientRelay(ClientPod client, Address target, ServerSocket server) {
        this.client = client;
        this.target = target;
        this.server = server;
    }

    /** Opens a relay to an address, which the client pod dials for each connection that is made here. */
    public static ClientRelay open(ClientPod client, Address target) {
        try {
            ClientRelay relay =
                    new ClientRelay(client, target, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
            start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                relay(server.accept());
            } catch (IOException e) {
                note(e);
            }
        }
    }

    private void relay(Socket socket) throws IOException {
        ExecWatch exec = client.dial(target, socket.getOutputStream(), errors);
        AutoCloseable both = () -> {
            exec.close();
            socket.close();
        };
        open.add(both);
        Future<?> unused = exec.exitCode().whenComplete((code, failure) -> {
            note(failure);
            end(both);
        });
        start(() -> {
            try {
                pass(socket.getInputStream(), exec.getInput());
            } catch (IOException e) {
                note(e);
            } finally {
                end(both);
            }
        });
    }

    /** Each piece at once: somebody waits for the answer to it. */
    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[8192];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            to.write(piece, 0, length);
            to.flush();
        }
    }

    private void end(AutoCloseable both) {
        try {
            if (open.remove(both)) {
                both.close();
            }
        } catch (Exception e) {
            note(e);
        }
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null && !server.isClosed()) {
            errors.writeBytes((failure + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String host() {
        return server.getInetAddress().getHostAddress();
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public CheckFailedException explain(String clientError) {
        String seen = said();
        Finding finding = isRefused()
                ? Finding.of(Cause.CONNECTION_REFUSED, "Nothing listens at %s, asked by %s.".formatted(target, client))
                        .likely("the container listens on another port than the one it declares")
                : Finding.of(Cause.TUNNEL_LOST, "The connection to %s by way of %s broke.".formatted(target, client));
        return new CheckFailedException(finding.seen(seen.isEmpty() ? clientError : seen));
    }

    @Override
    public boolean isRefused() {
        return said().contains("Connection refused");
    }

    private String said() {
        return errors.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        try (server) {
            open.forEach(this::end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
