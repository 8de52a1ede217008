package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One context of a kubeconfig, as kubectl reads it. fabric8 is given what is left when the rest is done here: it runs a
 * login plugin without an end, knows no tokenFile and no impersonation, and where a login is refused it reads the file
 * again, does all that once more, and may write a renewed token into it.
 */
public final class Kubeconfig {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EXEC_EXTENSION = "client.authentication.k8s.io/exec";

    private final Path file;
    private final String context;
    private final Map<String, String> environment;
    private final io.fabric8.kubernetes.api.model.Config content;

    private Kubeconfig(Path file, String context, Map<String, String> environment) {
        this.file = file;
        this.context = context;
        this.environment = environment;
        this.content = read();
    }

    /**
     * The way to the cluster of a context, as its user.
     *
     * @throws SettingsException where the file cannot be used
     * @throws co.littleman.m1onk8s.verdict.Unproven LOGIN_FAILED where the user's plugin gives no login
     */
    public static Way way(Path file, String context, Map<String, String> environment) {
        return new Kubeconfig(file, context, environment).way();
    }

    private io.fabric8.kubernetes.api.model.Config read() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw cannotBeRead(why(e));
        }
        if (text.isBlank()) {
            throw new SettingsException("The kubeconfig %s is empty; name another with --kubeconfig.".formatted(file));
        }
        try {
            return KubeConfigUtils.parseConfigFromString(text);
        } catch (RuntimeException e) {
            // The parser's own, of YAML's, and fabric8's around them: none has words for people.
            throw cannotBeRead("it is no kubeconfig");
        }
    }

    /** In words: the system's own are not for everybody. */
    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof CharacterCodingException ? "it is not text" : String.valueOf(e.getMessage());
    }

    private SettingsException cannotBeRead(String why) {
        return new SettingsException(
                "The kubeconfig %s cannot be read (%s); name another with --kubeconfig.".formatted(file, why));
    }

    private SettingsException refused(String what) {
        return new SettingsException("The kubeconfig %s cannot be used: %s; mend it, or name another with --kubeconfig."
                .formatted(file, what));
    }

    private Way way() {
        List<NamedContext> contexts = Objects.requireNonNullElse(content.getContexts(), List.of());
        Context named = find(contexts, NamedContext::getName, context, one -> one.getContext());
        if (named == null) {
            String names = contexts.stream().map(NamedContext::getName).collect(Collectors.joining(", "));
            throw new SettingsException("The kubeconfig %s has no context '%s'; it has: %s."
                    .formatted(file, context, names.isEmpty() ? "none" : names));
        }
        io.fabric8.kubernetes.api.model.Cluster cluster = find(
                Objects.requireNonNullElse(content.getClusters(), List.of()),
                NamedCluster::getName,
                named.getCluster(),
                one -> one.getCluster());
        if (cluster == null) {
            throw refused(
                    "context '%s' names the cluster '%s', which is not in it".formatted(context, named.getCluster()));
        }
        AuthInfo user = find(
                Objects.requireNonNullElse(content.getUsers(), List.<NamedAuthInfo>of()),
                NamedAuthInfo::getName,
                named.getUser(),
                one -> one.getUser());
        boolean anonymous = named.getUser() == null || named.getUser().isEmpty();
        if (user == null && !anonymous) {
            throw refused("context '%s' names the user '%s', which is not in it".formatted(context, named.getUser()));
        }
        return way(cluster, user == null ? new AuthInfo() : user);
    }

    private static <N, T> @Nullable T find(
            List<N> all, Function<N, String> name, @Nullable String wanted, Function<N, @Nullable T> content) {
        for (N one : all) {
            if (name.apply(one) != null && name.apply(one).equals(wanted)) {
                return content.apply(one);
            }
        }
        return null;
    }

    private Way way(io.fabric8.kubernetes.api.model.Cluster cluster, AuthInfo user) {
        URI server = server(cluster);
        if (cluster.getTlsServerName() != null && !cluster.getTlsServerName().isBlank()) {
            throw refused("it names a tls-server-name, %s, which this suite cannot ask for"
                    .formatted(cluster.getTlsServerName()));
        }
        cluster.setCertificateAuthority(path(cluster.getCertificateAuthority(), "certificate-authority"));
        user.setClientCertificate(path(user.getClientCertificate(), "client-certificate"));
        user.setClientKey(path(user.getClientKey(), "client-key"));
        user.setTokenFile(path(user.getTokenFile(), "tokenFile"));

        Login login = Login.of(user, plugin(user, cluster), this::refused);
        user.setExec(null);
        user.setAuthProvider(null);
        user.setToken(null);

        Config config = Config.empty();
        KubeConfigUtils.merge(config, context, content);
        impersonate(config, user);
        Credentials credentials = login.into(config);
        Proxy proxy = Proxy.of(server, cluster.getProxyUrl(), environment);
        proxy.addTo(config);
        return new Way(config, proxy, credentials);
    }

    private URI server(io.fabric8.kubernetes.api.model.Cluster cluster) {
        String server = String.valueOf(cluster.getServer());
        if (!server.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw refused("its server is '%s', and not a URL".formatted(server));
        }
        return URI.create(server);
    }

    /** Relative to the kubeconfig, as kubectl has it. */
    private @Nullable String path(@Nullable String name, String key) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        Path path = file.toAbsolutePath().resolveSibling(name).normalize();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw refused("its %s, %s, cannot be read".formatted(key, path));
        }
        return path.toString();
    }

    /** The plugin, where nothing else is there to log in with. */
    private @Nullable ExecPlugin plugin(AuthInfo user, io.fabric8.kubernetes.api.model.Cluster cluster) {
        boolean other = user.getToken() != null || user.getTokenFile() != null || user.getUsername() != null;
        if (user.getExec() == null || other) {
            return null;
        }
        if (user.getExec().getCommand() == null || user.getExec().getCommand().isBlank()) {
            throw refused("its login plugin has no command");
        }
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return new ExecPlugin(user.getExec(), directory, info(cluster));
    }

    private ObjectNode info(io.fabric8.kubernetes.api.model.Cluster cluster) {
        ObjectNode info = JSON.createObjectNode().put("server", cluster.getServer());
        info.put("insecure-skip-tls-verify", Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()));
        String ca = cluster.getCertificateAuthorityData();
        if (ca == null && cluster.getCertificateAuthority() != null) {
            ca = Base64.getEncoder().encodeToString(Login.bytes(cluster.getCertificateAuthority()));
        }
        info.put("certificate-authority-data", ca);
        info.put("proxy-url", cluster.getProxyUrl());
        Objects.requireNonNullElse(cluster.getExtensions(), List.<NamedExtension>of()).stream()
                .filter(one -> EXEC_EXTENSION.equals(one.getName()))
                .forEach(one -> info.set("config", JSON.valueToTree(one.getExtension())));
        info.properties().removeIf(field -> field.getValue().isNull());
        return info;
    }

    private static void impersonate(Config config, AuthInfo user) {
        config.setImpersonateUsername(user.getAs());
        if (user.getAsGroups() != null) {
            config.setImpersonateGroups(user.getAsGroups().toArray(String[]::new));
        }
        config.setImpersonateExtras(user.getAsUserExtra());
        if (user.getAsUid() != null) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Impersonate-Uid", user.getAsUid());
            config.setCustomHeaders(headers);
        }
    }
}
