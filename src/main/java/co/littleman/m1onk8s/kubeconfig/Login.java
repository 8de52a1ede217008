// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.settings.SettingsException;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a kubeconfig's user logs in: by the first of a token's file, a token, a plugin and a certificate that there is.
 */
final class Login {
    private static final String RENEW = "log in again, or get a new kubeconfig; kubectl auth whoami   # must know you";

    private final @Nullable String tokenFile;
    private final @Nullable String token;
    private final @Nullable ExecPlugin plugin;
    private final Function<String, SettingsException> refused;

    private Login(
            @Nullable String tokenFile,
            @Nullable String token,
            @Nullable ExecPlugin plugin,
            Function<String, SettingsException> refused) {
        this.tokenFile = tokenFile;
        this.token = token;
        this.plugin = plugin;
        this.refused = refused;
    }

    /**
     * That of a user.
     *
     * @param plugin the user's; or null
     * @param refused the words of the kubeconfig for what is wrong with it
     * @throws SettingsException if an auth-provider holds no token
     */
    static Login of(AuthInfo user, @Nullable ExecPlugin plugin, Function<String, SettingsException> refused) {
        String token = token(user, refused);
        if (token != null && user.getTokenFile() == null && !TokenFile.isToken(token)) {
            throw refused.apply("its user's token is more than one word; a line break in it, perhaps");
        }
        return new Login(user.getTokenFile(), token, plugin, refused);
    }

    /** Written down, or that of the old OpenID Connect provider, which is one as well. */
    private static @Nullable String token(AuthInfo user, Function<String, SettingsException> refused) {
        if (user.getToken() != null && !user.getToken().isBlank()) {
            return user.getToken();
        }
        if (user.getAuthProvider() == null) {
            return null;
        }
        Map<String, String> provider =
                Objects.requireNonNullElse(user.getAuthProvider().getConfig(), Map.of());
        String token = provider.getOrDefault("access-token", provider.getOrDefault("id-token", ""));
        if (user.getTokenFile() == null && (token == null || token.isBlank())) {
            throw refused.apply(
                    "its auth-provider %s holds no token; kubectl logs in by it no more, or must do so first"
                            .formatted(user.getAuthProvider().getName()));
        }
        return token;
    }

    /**
     * Tells fabric8.
     *
     * @param config which has the user's certificate, if there is one
     * @return who we are by it
     */
    Credentials into(Config config) {
        if (tokenFile != null) {
            TokenFile file = new TokenFile(Path.of(tokenFile));
            config.setOauthTokenProvider(file::token);
            return Credentials.token(
                    "the token in the kubeconfig's tokenFile %s".formatted(tokenFile),
                    file::token,
                    "renew the file; " + RENEW);
        }
        if (token != null) {
            config.setOauthTokenProvider(() -> token);
            return Credentials.token("the kubeconfig's token", () -> token, RENEW);
        }
        return plugin == null ? certificate(config) : byPlugin(config, plugin);
    }

    private Credentials byPlugin(Config config, ExecPlugin logsIn) {
        ExecCredential first = logsIn.credential();
        if (first.certificate() != null) {
            config.setClientCertData(base64(first.certificate()));
            config.setClientKeyData(base64(String.valueOf(first.key())));
            config.setClientKeyAlgo(Config.getKeyAlgorithm(null, config.getClientKeyData()));
        }
        if (first.token() == null) {
            return certificate(config);
        }
        config.setOauthTokenProvider(() -> String.valueOf(logsIn.credential().token()));
        return Credentials.token(
                "the token of the login plugin " + logsIn.name(),
                () -> String.valueOf(first.token()),
                "log in again with it; kubectl auth whoami   # must know you");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Credentials certificate(Config config) {
        String data = config.getClientCertData();
        if (data == null && config.getClientCertFile() == null) {
            return Credentials.UNKNOWN;
        }
        try {
            byte[] pem = data == null
                    ? bytes(config.getClientCertFile())
                    : Base64.getMimeDecoder().decode(data);
            return Credentials.certificate(Credentials.certificate(pem), RENEW);
        } catch (CertificateException | IllegalArgumentException e) {
            throw refused.apply("its client certificate is none");
        }
    }

    static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
