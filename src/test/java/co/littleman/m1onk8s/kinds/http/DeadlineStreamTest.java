// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeadlineStreamTest {
    @Test
    @Timeout(10)
    void aServerThatSendsAByteNowAndThenIsNotWaitedForEndlessly() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread drips = new Thread(() -> drip(accepted));
            drips.setDaemon(true);
            drips.start();
            DeadlineStream stream = new DeadlineStream(client, Duration.ofMillis(400));

            assertThat(stream.read()).isEqualTo('x');
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(stream::readAllBytes);
        }
    }

    private static void drip(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
