package co.littleman.m1onk8s.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
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
                .withMessageStartingWith("--redis-ca is '%s', but that is no PEM file with certificates", pem);
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
