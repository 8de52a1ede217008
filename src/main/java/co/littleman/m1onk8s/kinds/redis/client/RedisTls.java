// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * TLS as a client of this Redis sees it. The certificate's chain is checked; its host name is not, because a port-forward
 * listens on loopback, which no certificate of the cluster names.
 */
public final class RedisTls {
    private static final String STORE_TYPE = "PKCS12";
    /** The format wants a password; a store of public certificates in memory has nothing to hide. */
    private static final char[] NO_SECRET = "changeit".toCharArray();

    private final @Nullable Path ca;

    RedisTls(@Nullable Path ca) {
        this.ca = ca;
    }

    /**
     * Reads the CA that a way in names, so that a file that is none is said before anything is asked of a cluster.
     *
     * @throws SettingsException if it holds no certificate
     */
    public static void check(RedisAccess access) {
        if (access.ca() != null) {
            trustStore(access.ca());
        }
    }

    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.CA);
        if (ca == null) {
            return options.build();
        }
        byte[] store = trustStore(ca);
        return options.trustStoreType(STORE_TYPE)
                .truststore(() -> new ByteArrayInputStream(store), NO_SECRET.clone())
                .build();
    }

    private static byte[] trustStore(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("it holds none");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, NO_SECRET);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new SettingsException(
                    "--redis-ca must be a PEM file with certificates, but is '%s' (%s); name the file of the CA that signed Redis' certificate."
                            .formatted(pem, e.getMessage()));
        }
    }
}
