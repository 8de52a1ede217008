// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A way to a server on which each answer takes longer: latency, and no less throughput. */
final class LatencyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final long delayMillis;

    /**
     * Opens it.
     *
     * @param port of the server, on this machine
     */
    LatencyProxy(int port, long delayMillis) {
        this.port = port;
        this.delayMillis = delayMillis;
        try {
            listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::listen);
    }

    /** Where it listens, on this machine. */
    int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> {
                    try (client;
                            Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        both(client, server, delayMillis);
                    } catch (IOException e) {
                        // One of the two hung up.
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Carries both ways until both have ended; what the server says is late. */
    static void both(Socket client, Socket server, long delayMillis) throws IOException {
        Thread forth = daemon(() -> copy(client, server));
        if (delayMillis == 0) {
            copy(server, client);
        } else {
            late(server, client, delayMillis);
        }
        try {
            forth.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // It hung up.
        }
        end(to);
    }

    private static void late(Socket from, Socket to, long delayMillis) {
        DelayQueue<Piece> queue = new DelayQueue<>();
        Thread writer = daemon(() -> write(queue, to));
        byte[] some = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                queue.add(new Piece(Arrays.copyOf(some, n), System.nanoTime() + delayMillis * 1_000_000));
            }
        } catch (IOException e) {
            // It hung up.
        }
        queue.add(new Piece(new byte[0], System.nanoTime() + delayMillis * 1_000_000));
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(DelayQueue<Piece> queue, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece piece = queue.take(); piece.bytes.length > 0; piece = queue.take()) {
                out.write(piece.bytes);
                out.flush();
            }
        } catch (IOException e) {
            // It hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(to);
    }

    private static void end(Socket to) {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // It is ended already.
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private static final class Piece implements Delayed {
        private final byte[] bytes;
        private final long due;

        Piece(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Piece) other).due);
        }
    }
}
