// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads where the stack runs. A cluster that is already there is one that is named: none is looked for. */
final class TargetReader {
    private static final String HTTPS = "443";

    private final OptionValues options;
    private final AllowList allowed;
    private final Path serviceAccount;

    /**
     * For what the options say.
     *
     * @param serviceAccount directory with the account of a pod
     */
    TargetReader(OptionValues options, Path serviceAccount) {
        this.options = options;
        this.allowed = options.team().allowed();
        this.serviceAccount = serviceAccount;
    }

    Target read() {
        String context = options.text(Options.CONTEXT);
        boolean inCluster = options.isOn(Options.IN_CLUSTER);
        if (context == null && options.text(Options.KUBECONFIG) != null) {
            throw new SettingsException(
                    inCluster
                            ? "--in-cluster and --kubeconfig exclude each other; leave one of them out."
                            : "The kubeconfig %s needs a context; add --context NAME, or leave the kubeconfig out to start a fresh k3s."
                                    .formatted(options.text(Options.KUBECONFIG)));
        }
        if (context == null && !inCluster) {
            return ephemeral();
        }
        if (context != null && inCluster) {
            throw new SettingsException(
                    "--context %s and --in-cluster exclude each other; leave one of them out.".formatted(context));
        }
        if (options.isOn(Options.KEEP)) {
            throw new SettingsException(
                    "--keep is for a cluster that the run starts, but %s names an existing one; leave one of them out."
                            .formatted(inCluster ? "--in-cluster" : "--context"));
        }
        return context == null ? inCluster() : existing(context);
    }

    private Target ephemeral() {
        List<Path> archives = OptionValues.parts(options.value(Options.IMAGE_ARCHIVES)).stream()
                .map(part -> options.path(Options.IMAGE_ARCHIVES, part))
                .toList();
        for (Path archive : archives) {
            ImageArchive.problem(archive).ifPresent(problem -> {
                throw options.refused(Options.IMAGE_ARCHIVES, archive.toString(), problem);
            });
        }
        return new Target.Ephemeral(
                options.value(Options.NODE_IMAGE), options.isOn(Options.KEEP), archives, mirror(), registries());
    }

    private Target existing(String context) {
        Path named = options.file(Options.KUBECONFIG);
        KubeconfigFiles files = named == null ? kubectlsOwn() : KubeconfigFiles.named(named);
        return new Target.Existing(files, context, allowed);
    }

    private Target inCluster() {
        String host = options.variable("KUBERNETES_SERVICE_HOST");
        String port = options.variable("KUBERNETES_SERVICE_PORT");
        if (host.isBlank() || !Files.isReadable(serviceAccount.resolve("token"))) {
            throw new SettingsException(
                    "--in-cluster needs a pod with a ServiceAccount, but this is not one (no KUBERNETES_SERVICE_HOST, or no token); name a cluster with --context instead.");
        }
        String address = host.contains(":") ? "[" + host + "]" : host;
        return new Target.InCluster(
                serviceAccount, "https://%s:%s/".formatted(address, port.isBlank() ? HTTPS : port), allowed);
    }

    /** As kubectl has it, names of several files may be those of some that are not there. */
    private KubeconfigFiles kubectlsOwn() {
        String variable = options.variable("KUBECONFIG");
        List<Path> files = OptionValues.parts(variable, File.pathSeparator).stream()
                .map(Path::of)
                .toList();
        if (files.isEmpty()) {
            files = List.of(Path.of(options.property("user.home"), ".kube", "config"));
        }
        List<Path> there = files.stream().filter(Files::exists).toList();
        if (there.isEmpty()) {
            throw new SettingsException("--context needs a kubeconfig, but %s cannot be read; name one with %s."
                    .formatted(
                            files.stream().map(Path::toString).collect(Collectors.joining(" and ")),
                            Options.KUBECONFIG.flag()));
        }
        return new KubeconfigFiles(there, false);
    }

    private @Nullable Path registries() {
        Path registries = options.file(Options.REGISTRIES);
        if (registries != null && options.text(Options.REGISTRY_MIRROR) != null) {
            throw new SettingsException(
                    "--registries and --registry-mirror exclude each other; put the mirror into the file %s, and leave --registry-mirror out."
                            .formatted(registries));
        }
        return registries;
    }

    private @Nullable URI mirror() {
        String url = options.text(Options.REGISTRY_MIRROR);
        if (url == null) {
            return null;
        }
        if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw options.mustBe(Options.REGISTRY_MIRROR, "a URL", url, "write for example http://mirror.example:5000");
        }
        return URI.create(url);
    }
}
