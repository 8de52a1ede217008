// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end, so that the process that writes to it never waits. */
final class StreamCollector extends Thread {
    private static final int MILLIS = 500;
    private static final int MOST_BYTES = 1_000_000;

    private final InputStream stream;
    private final StringBuilder read = new StringBuilder();

    StreamCollector(InputStream stream) {
        super("login");
        this.stream = stream;
        setDaemon(true);
        start();
    }

    @Override
    public void run() {
        byte[] some = new byte[8_192];
        try {
            for (int n = stream.read(some); n >= 0; n = stream.read(some)) {
                synchronized (read) {
                    if (read.length() < MOST_BYTES) {
                        read.append(new String(some, 0, n, StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
    }

    void end() throws InterruptedException {
        join(MILLIS);
    }

    String text() {
        synchronized (read) {
            return read.toString();
        }
    }
}
