// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.kubeconfig.KubeconfigEntries.Found;
import co.littleman.m1onk8s.settings.KubeconfigFiles;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One context of kubeconfigs, as kubectl reads it. fabric8 is given what is left when the rest is done here: it runs a
 * login plugin without an end, knows no tokenFile and no impersonation, and where a login is refused it reads the file
 * again, does all that once more, and may write a renewed token into it.
 */
public final class Kubeconfig {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EXEC_EXTENSION = "client.authentication.k8s.io/exec";

    private final KubeconfigFiles files;
    private final String context;
    private final Map<String, String> environment;

    private Kubeconfig(KubeconfigFiles files, String context, Map<String, String> environment) {
        this.files = files;
        this.context = context;
        this.environment = environment;
    }

    /**
     * The way to the cluster of a context, as its user.
     *
     * @throws SettingsException if the files cannot be used
     * @throws co.littleman.m1onk8s.result.CheckFailedException LOGIN_FAILED if the user's plugin gives no login
     */
    public static ClusterConnection way(KubeconfigFiles files, String context, Map<String, String> environment) {
        return new Kubeconfig(files, context, environment).way(new KubeconfigEntries(files));
    }

    private static SettingsException refused(String files, String what) {
        return new SettingsException(
                "%s cannot be used: %s; correct it, or name another with --kubeconfig.".formatted(files, what));
    }

    private static SettingsException refused(Path file, String what) {
        return refused("The kubeconfig " + file, what);
    }

    private ClusterConnection way(KubeconfigEntries entries) {
        boolean one = files.files().size() == 1;
        Found<Context> named = entries.context(context);
        if (named == null) {
            throw new SettingsException("%s %s no context '%s'; %s: %s."
                    .formatted(
                            files.inWords(),
                            one ? "has" : "have",
                            context,
                            one ? "it has" : "they have",
                            entries.contexts()));
        }
        String absent = one ? "which is not in it" : "which is in none of them";
        String clusterName = named.content().getCluster();
        Found<io.fabric8.kubernetes.api.model.Cluster> cluster = entries.cluster(clusterName);
        if (cluster == null) {
            throw refused(
                    files.inWords(), "context '%s' names the cluster '%s', %s".formatted(context, clusterName, absent));
        }
        String userName = named.content().getUser();
        boolean anonymous = userName == null || userName.isEmpty();
        Found<AuthInfo> user = anonymous ? new Found<>(named.file(), new AuthInfo()) : entries.user(userName);
        if (user == null) {
            throw refused(files.inWords(), "context '%s' names the user '%s', %s".formatted(context, userName, absent));
        }
        return way(named.content(), cluster, user);
    }

    private ClusterConnection way(
            Context named, Found<io.fabric8.kubernetes.api.model.Cluster> where, Found<AuthInfo> who) {
        io.fabric8.kubernetes.api.model.Cluster cluster = where.content();
        AuthInfo user = who.content();
        URI server = server(where);
        if (cluster.getTlsServerName() != null && !cluster.getTlsServerName().isBlank()) {
            throw refused(
                    where.file(),
                    "it names a tls-server-name, %s, which this suite cannot ask for"
                            .formatted(cluster.getTlsServerName()));
        }
        cluster.setCertificateAuthority(path(where.file(), cluster.getCertificateAuthority(), "certificate-authority"));
        user.setClientCertificate(path(who.file(), user.getClientCertificate(), "client-certificate"));
        user.setClientKey(path(who.file(), user.getClientKey(), "client-key"));
        user.setTokenFile(path(who.file(), user.getTokenFile(), "tokenFile"));

        Login login = Login.of(user, plugin(who, cluster), what -> refused(who.file(), what));
        user.setExec(null);
        user.setAuthProvider(null);
        user.setToken(null);

        Config config = Config.empty();
        KubeConfigUtils.merge(config, context, alone(named, cluster, user));
        impersonate(config, user);
        Credentials credentials = login.into(config);
        Proxy proxy = Proxy.of(server, cluster.getProxyUrl(), environment);
        proxy.addTo(config);
        return new ClusterConnection(config, proxy, credentials);
    }

    /** A kubeconfig of this context and no other. */
    private io.fabric8.kubernetes.api.model.Config alone(
            Context named, io.fabric8.kubernetes.api.model.Cluster cluster, AuthInfo user) {
        return new ConfigBuilder()
                .addNewContext()
                .withName(context)
                .withContext(named)
                .endContext()
                .addNewCluster()
                .withName(named.getCluster())
                .withCluster(cluster)
                .endCluster()
                .addNewUser()
                .withName(named.getUser())
                .withUser(user)
                .endUser()
                .build();
    }

    private static URI server(Found<io.fabric8.kubernetes.api.model.Cluster> where) {
        String server = String.valueOf(where.content().getServer());
        if (!server.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw refused(where.file(), "its server is '%s', and not a URL".formatted(server));
        }
        return URI.create(server);
    }

    /** Relative to the kubeconfig, as kubectl has it. */
    private static @Nullable String path(Path file, @Nullable String name, String key) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        Path path = file.toAbsolutePath().resolveSibling(name).normalize();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw refused(file, "its %s, %s, cannot be read".formatted(key, path));
        }
        return path.toString();
    }

    /** The plugin, if nothing else is there to log in with. */
    private @Nullable ExecPlugin plugin(Found<AuthInfo> who, io.fabric8.kubernetes.api.model.Cluster cluster) {
        AuthInfo user = who.content();
        boolean other = user.getToken() != null || user.getTokenFile() != null || user.getUsername() != null;
        if (user.getExec() == null || other) {
            return null;
        }
        if (user.getExec().getCommand() == null || user.getExec().getCommand().isBlank()) {
            throw refused(who.file(), "its login plugin has no command");
        }
        Path directory = Objects.requireNonNull(who.file().toAbsolutePath().getParent());
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
