package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.verdict.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A wire between the suite and the API server that is cut once, while the suite waits for the rollout: every connection
 * ends, watches among them, as when a load balancer before the API server changes its mind.
 */
final class ConnectionsCutOnce implements Action, Progress {
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicBoolean cut = new AtomicBoolean();
    private @Nullable ServerSocket entrance;

    /** Or there would be no rollout to wait for. */
    @Override
    public boolean wantsStack() {
        return false;
    }

    @Override
    public void inject(ProofCluster on, String namespace) {
        URI server = URI.create(on.cluster().server());
        try {
            ServerSocket here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            entrance = here;
            daemon(() -> accept(here, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket here, URI server) {
        while (!here.isClosed()) {
            try {
                Socket client = here.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                open.addAll(List.of(client, upstream));
                daemon(() -> carry(client, upstream));
                daemon(() -> carry(upstream, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other direction ends as well, by its socket.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Path kubeconfig(ProofCluster on) {
        try {
            URI server = URI.create(on.cluster().server());
            return ProofCluster.written(Files.readString(on.kubeconfig())
                    .replace(
                            ":" + server.getPort(),
                            ":" + Objects.requireNonNull(entrance).getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Progress watching() {
        return this;
    }

    @Override
    public void began(String phase) {
        if (phase.startsWith("rollout") && cut.compareAndSet(false, true)) {
            open.forEach(ConnectionsCutOnce::close);
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception closedAlready) {
            // That is all that was wanted.
        }
    }

    /** @throws IllegalStateException where nothing was cut, so that nothing was proven */
    @Override
    public void undo(ProofCluster on, String namespace) {
        close(Objects.requireNonNull(entrance));
        open.forEach(ConnectionsCutOnce::close);
        if (!cut.get()) {
            throw new IllegalStateException("the rollout was not waited for, and no connection was cut");
        }
    }
}
