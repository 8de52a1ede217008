package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** A cluster that is already there, by an explicit context. Nothing is configured from the surroundings. */
final class ExistingCluster {
    private ExistingCluster() {}

    static Cluster open(Target.Existing target) {
        // A cluster that others run is as ready as it is: what is missing there, the claims will find.
        return new Cluster("existing", "", "", Api.readOnly(config(target)), () -> {}, () -> {});
    }

    private static Config config(Target.Existing target) {
        Config config;
        try {
            if (Files.readString(target.kubeconfig()).isBlank()) {
                throw new SettingsException(
                        "The kubeconfig %s is empty; name another with --kubeconfig.".formatted(target.kubeconfig()));
            }
            config = Config.fromKubeconfig(target.context(), target.kubeconfig().toFile());
        } catch (IOException | KubernetesClientException | IllegalArgumentException e) {
            throw new SettingsException("The kubeconfig %s cannot be read (%s); name another with --kubeconfig."
                    .formatted(
                            target.kubeconfig(),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
        boolean known = config.getContexts() != null
                && config.getContexts().stream().map(NamedContext::getName).anyMatch(target.context()::equals);
        if (!known) {
            String names = config.getContexts() == null
                    ? ""
                    : config.getContexts().stream().map(NamedContext::getName).collect(Collectors.joining(", "));
            throw new SettingsException("The kubeconfig %s has no context '%s'; it has: %s."
                    .formatted(target.kubeconfig(), target.context(), names.isEmpty() ? "none" : names));
        }
        return config;
    }
}
