// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.Certificate;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.SslVerifyMode;

class RedisTlsTest {
    @Test
    void theChainIsCheckedAndTheHostNameIsNot() {
        assertThat(new RedisTls(null).options().getSslVerifyMode()).isEqualTo(SslVerifyMode.CA);
    }

    @Test
    void aCaIsReadFromItsPemFile(@TempDir Path directory) throws Exception {
        Path pem = Files.writeString(directory.resolve("ca.pem"), pem());

        assertThat(new RedisTls(pem).options().createSslContext()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello"})
    void aFileWithoutACertificateIsRefused(String text, @TempDir Path directory) throws IOException {
        Path pem = Files.writeString(directory.resolve("ca.pem"), text);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> RedisTls.check(new RedisAccess(null, null, true, pem)))
                .withMessageStartingWith("--redis-ca must be a PEM file with certificates, but is '%s' (", pem)
                .withMessageEndingWith("); name the file of the CA that signed Redis' certificate.");
    }

    @Test
    void aCertificateThatTheCaDoesNotVouchForIsToldSo(@TempDir Path directory) throws Exception {
        Path mine = Files.createDirectories(directory.resolve("mine"));
        Certificate.make(mine);
        Path other = Files.writeString(
                directory.resolve("other.pem"), Certificate.make(directory).certificate());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] password = "changeit".toCharArray();
        keys.init(KeyStore.getInstance(mine.resolve("redis.p12").toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);

        try (ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread handshake = new Thread(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read();
                } catch (IOException e) {
                    // It hung up, which it is to do.
                }
            });
            handshake.start();
            try (Redis redis = new Redis(
                    "pod a",
                    "127.0.0.1",
                    server.getLocalPort(),
                    new RedisAccess(null, null, true, other),
                    words -> new CheckFailedException(Finding.of(Cause.TUNNEL_LOST, words)),
                    NoReply.AS_HEARD)) {
                assertThatExceptionOfType(CheckFailedException.class)
                        .isThrownBy(() -> redis.text("PING"))
                        .satisfies(problem -> {
                            assertThat(problem.finding().cause()).isEqualTo(RedisCause.REDIS_CERTIFICATE);
                            assertThat(problem.finding().reason())
                                    .isEqualTo(
                                            "The certificate of Redis in pod a is not one that --redis-ca vouches for, or is over.");
                        });
            }
            handshake.join();
        }
    }

    /** Any certificate will do: the first of those that the JDK trusts. */
    private static String pem() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        X509TrustManager manager = (X509TrustManager) trust.getTrustManagers()[0];
        byte[] certificate = manager.getAcceptedIssuers()[0].getEncoded();
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate));
    }
}
