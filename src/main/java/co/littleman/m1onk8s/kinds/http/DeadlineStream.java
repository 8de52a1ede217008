// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What a socket receives until a moment: a server that sends a byte now and then would never time out otherwise. */
final class DeadlineStream extends FilterInputStream {
    private final Socket socket;
    private final long endNanos;

    DeadlineStream(Socket socket, Duration patience) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        limit();
        return super.read();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        limit();
        return super.read(into, from, most);
    }

    private void limit() throws IOException {
        long left = Duration.ofNanos(endNanos - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("time is up");
        }
        socket.setSoTimeout((int) left);
    }
}
