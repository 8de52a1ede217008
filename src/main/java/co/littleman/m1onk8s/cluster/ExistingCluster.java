package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A cluster that is already there, by an explicit context. Nothing is configured from the surroundings. */
final class ExistingCluster {
    private ExistingCluster() {}

    static Cluster open(Target.Existing target) {
        return cluster(Api.readOnly(config(target.kubeconfig(), target.context())));
    }

    static Cluster open(Target.InCluster target) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(target.server())
                .withCaCertFile(target.account().resolve("ca.crt").toString())
                // Read for each request: the kubelet renews it.
                .withOauthTokenProvider(() -> token(target.account()))
                .build();
        return cluster(Api.readOnly(config));
    }

    /** Its caller answers for it: nothing is withheld. */
    static Cluster open(Target.Own target) {
        return cluster(new Api(config(target.kubeconfig(), target.context())));
    }

    /** A cluster that others run is as ready as it is: what is missing there, the claims will find. */
    private static Cluster cluster(Api api) {
        return new Cluster("existing", "", "", api, () -> {}, () -> {});
    }

    private static String token(Path account) {
        try {
            return Files.readString(account.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Config config(Path kubeconfig, String context) {
        Config config;
        try {
            if (Files.readString(kubeconfig).isBlank()) {
                throw new SettingsException(
                        "The kubeconfig %s is empty; name another with --kubeconfig.".formatted(kubeconfig));
            }
            config = Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (IOException | KubernetesClientException | IllegalArgumentException e) {
            throw new SettingsException("The kubeconfig %s cannot be read (%s); name another with --kubeconfig."
                    .formatted(
                            kubeconfig,
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
        boolean known = config.getContexts() != null
                && config.getContexts().stream().map(NamedContext::getName).anyMatch(context::equals);
        if (!known) {
            String names = config.getContexts() == null
                    ? ""
                    : config.getContexts().stream().map(NamedContext::getName).collect(Collectors.joining(", "));
            throw new SettingsException("The kubeconfig %s has no context '%s'; it has: %s."
                    .formatted(kubeconfig, context, names.isEmpty() ? "none" : names));
        }
        return config;
    }
}
