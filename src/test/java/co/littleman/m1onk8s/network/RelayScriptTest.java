// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program that the client pod runs for each connection, run by the bash of this machine. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RelayScriptTest {
    private static final int SECONDS = 10;

    private ServerSocket server;
    private @Nullable Process started;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }
    }

    @Test
    void whatIsSaidGoesThereAndBackAsItIs() throws Exception {
        Process relay = relay();
        try (Socket there = server.accept()) {
            byte[] bytes = {0, 10, 13, -1, 36, 92};
            relay.getOutputStream().write(bytes);
            relay.getOutputStream().flush();

            assertThat(there.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);

            there.getOutputStream().write(bytes);

            assertThat(relay.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void itEndsWithTheServer() throws Exception {
        Process relay = relay();
        try (Socket there = server.accept()) {
            there.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(relay.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(text(relay.getInputStream())).isEqualTo("+OK\r\n");
        assertThat(text(relay.getErrorStream())).isEmpty();
    }

    @Test
    void itEndsWithItsClient() throws Exception {
        Process relay = relay();
        try (Socket there = server.accept()) {
            relay.getOutputStream().close();

            assertThat(relay.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(there.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aRefusalIsTold() throws Exception {
        server.close();
        Process relay = relay();

        assertThat(relay.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(relay.exitValue()).isEqualTo(1);
        assertThat(text(relay.getErrorStream())).contains("Connection refused");
    }

    private Process relay() throws IOException {
        String script = Script.of(ClientPod.class, "relay.sh")
                .with("host", "127.0.0.1")
                .with("port", server.getLocalPort())
                .text();
        Process relay = new ProcessBuilder("bash", "-c", script).start();
        started = relay;
        return relay;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
