// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A client certificate of a cluster's own CA, both as PEM, made by the JDK's keytool. */
record ClientCertificate(String certificate, String key) {
    private static final String PASSWORD = "changeit";

    /**
     * One that was over two days ago.
     *
     * @param ca PEM
     * @param caKey PEM
     */
    static ClientCertificate expired(Path directory, String ca, String caKey)
            throws IOException, GeneralSecurityException {
        KeyStore authority = CertUtils.createKeyStore(
                base64(ca),
                null,
                base64(caKey),
                null,
                Config.getKeyAlgorithm(null, base64(caKey)),
                PASSWORD,
                null,
                null);
        try (OutputStream out = Files.newOutputStream(directory.resolve("ca.p12"))) {
            authority.store(out, PASSWORD.toCharArray());
        }
        String alias = authority.aliases().nextElement();
        keytool(directory, "me.p12", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=me", "-alias", "me");
        keytool(
                directory,
                "me.p12",
                "-certreq",
                "-alias",
                "me",
                "-file",
                directory.resolve("me.csr").toString());
        keytool(
                directory,
                "ca.p12",
                "-gencert",
                "-alias",
                alias,
                "-startdate",
                "-3d",
                "-validity",
                "1",
                "-ext",
                "eku=clientAuth",
                "-rfc",
                "-infile",
                directory.resolve("me.csr").toString(),
                "-outfile",
                directory.resolve("me.crt").toString());
        KeyStore store = KeyStore.getInstance(directory.resolve("me.p12").toFile(), PASSWORD.toCharArray());
        return new ClientCertificate(
                Files.readString(directory.resolve("me.crt")),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(store.getKey("me", PASSWORD.toCharArray())
                                        .getEncoded())));
    }

    private static void keytool(Path directory, String store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                directory.resolve(store).toString()));
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }
}
