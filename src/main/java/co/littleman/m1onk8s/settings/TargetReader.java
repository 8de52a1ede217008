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

    private final KnobValues knobs;
    private final AllowList allowed;
    private final Path serviceAccount;

    /**
     * For what the knobs say.
     *
     * @param serviceAccount directory with the account of a pod
     */
    TargetReader(KnobValues knobs, Path serviceAccount) {
        this.knobs = knobs;
        this.allowed = knobs.team().allowed();
        this.serviceAccount = serviceAccount;
    }

    Target read() {
        String context = knobs.text(Knob.CONTEXT);
        boolean inCluster = knobs.isOn(Knob.IN_CLUSTER);
        if (context == null && knobs.text(Knob.KUBECONFIG) != null) {
            throw new SettingsException(
                    inCluster
                            ? "--in-cluster and --kubeconfig exclude each other; leave one of them out."
                            : "The kubeconfig %s needs a context; add --context NAME, or leave the kubeconfig out to start a fresh k3s."
                                    .formatted(knobs.text(Knob.KUBECONFIG)));
        }
        if (context == null && !inCluster) {
            return ephemeral();
        }
        if (context != null && inCluster) {
            throw new SettingsException(
                    "--context %s and --in-cluster exclude each other; leave one of them out.".formatted(context));
        }
        if (knobs.isOn(Knob.KEEP)) {
            throw new SettingsException(
                    "--keep is for a cluster that the run starts, but %s names an existing one; leave one of them out."
                            .formatted(inCluster ? "--in-cluster" : "--context"));
        }
        return context == null ? inCluster() : existing(context);
    }

    private Target ephemeral() {
        List<Path> archives = KnobValues.parts(knobs.value(Knob.IMAGE_ARCHIVES)).stream()
                .map(part -> knobs.path(Knob.IMAGE_ARCHIVES, part))
                .toList();
        for (Path archive : archives) {
            if (!Files.isReadable(archive)) {
                throw knobs.refused(
                        Knob.IMAGE_ARCHIVES,
                        archive.toString(),
                        "that file cannot be read; name a tar made by 'docker save'.");
            }
        }
        return new Target.Ephemeral(
                knobs.value(Knob.NODE_IMAGE), knobs.isOn(Knob.KEEP), archives, mirror(), registries());
    }

    private Target existing(String context) {
        Path named = knobs.file(Knob.KUBECONFIG);
        KubeconfigFiles files = named == null ? kubectlsOwn() : KubeconfigFiles.named(named);
        return new Target.Existing(files, context, allowed);
    }

    private Target inCluster() {
        String host = knobs.variable("KUBERNETES_SERVICE_HOST");
        String port = knobs.variable("KUBERNETES_SERVICE_PORT");
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
        String variable = knobs.variable("KUBECONFIG");
        List<Path> files = KnobValues.parts(variable, File.pathSeparator).stream()
                .map(Path::of)
                .toList();
        if (files.isEmpty()) {
            files = List.of(Path.of(knobs.property("user.home"), ".kube", "config"));
        }
        List<Path> there = files.stream().filter(Files::exists).toList();
        if (there.isEmpty()) {
            throw new SettingsException("--context needs a kubeconfig, but %s cannot be read; name one with %s."
                    .formatted(
                            files.stream().map(Path::toString).collect(Collectors.joining(" and ")),
                            Knob.KUBECONFIG.flag()));
        }
        return new KubeconfigFiles(there, false);
    }

    private @Nullable Path registries() {
        Path registries = knobs.file(Knob.REGISTRIES);
        if (registries != null && knobs.text(Knob.REGISTRY_MIRROR) != null) {
            throw new SettingsException(
                    "--registries and --registry-mirror exclude each other; put the mirror into the file %s, and leave --registry-mirror out."
                            .formatted(registries));
        }
        return registries;
    }

    private @Nullable URI mirror() {
        String url = knobs.text(Knob.REGISTRY_MIRROR);
        if (url == null) {
            return null;
        }
        if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw knobs.mustBe(Knob.REGISTRY_MIRROR, "a URL", url, "write for example http://mirror.example:5000");
        }
        return URI.create(url);
    }
}
