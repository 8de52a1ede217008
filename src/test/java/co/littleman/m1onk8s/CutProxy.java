// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.run.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire between a run and the API server that can be cut, as a load balancer does that changes its mind. */
public final class CutProxy implements AutoCloseable {
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private final URI server;
    private final ServerSocket entrance;

    /** Leads to a server. */
    public CutProxy(URI server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The kubeconfig, with the wire in the server's place. */
    public String through(String kubeconfig) {
        return kubeconfig.replace(":" + server.getPort(), ":" + entrance.getLocalPort());
    }

    /** Ends every connection, port-forwards and watches among them; new ones are taken. */
    public void cut() {
        List<Socket> now = List.copyOf(open);
        open.removeAll(now);
        now.forEach(CutProxy::close);
    }

    /** Carries no more on the connections that there are, and ends none: as a firewall that has forgotten them. */
    public void mute() {
        silent.addAll(open);
    }

    /** Cuts it every moment from now on, until it is closed. */
    public void cutAgainAndAgain() {
        daemon(() -> new Poll(Duration.ofMillis(1_500)).until(Duration.ofMinutes(10), () -> {
            cut();
            return entrance.isClosed();
        }));
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                open.addAll(List.of(client, upstream));
                daemon(() -> carry(client, upstream));
                daemon(() -> carry(upstream, client));
            } catch (IOException closed) {
                // Closed, or the server is away: the client's socket hears of it by its own patience.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[8_192];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!silent.contains(from)) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException cut) {
            // The other direction ends as well, by its socket.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception closedAlready) {
            // That is all that was wanted.
        }
    }

    @Override
    public void close() {
        close(entrance);
        cut();
    }
}
