package co.littleman.m1onk8s.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads settings with the usual precedence: flag, environment, system property, the team's file, default. */
public final class SettingsReader {
    private static final String SECRET = "secret:";

    private final Map<Knob, String> flags = new EnumMap<>(Knob.class);
    private final Map<String, String> environment;
    private final Properties properties;
    private TeamFile team = TeamFile.none();
    private Path serviceAccount = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    public SettingsReader(Map<String, String> environment, Properties properties) {
        this.environment = Map.copyOf(environment);
        this.properties = properties;
    }

    /** A reader of this process' environment and system properties. */
    public static SettingsReader ofProcess() {
        return new SettingsReader(System.getenv(), System.getProperties());
    }

    /** Sets a knob as a flag would: it wins over all else. */
    public SettingsReader flag(Knob knob, String value) {
        flags.put(knob, value);
        return this;
    }

    /** Looks for the pod's ServiceAccount elsewhere than where Kubernetes puts it: for tests. */
    SettingsReader serviceAccount(Path directory) {
        serviceAccount = directory;
        return this;
    }

    /**
     * The validated settings.
     *
     * @throws SettingsException where a knob is wrong; names the knob and the rule
     */
    public Settings read() {
        team = teamFile();
        choice(Knob.PROGRESS);
        Target target = target(team.allowed());
        boolean shared = target instanceof Target.Shared;
        Level level = level(shared);
        boolean noApply = flag(Knob.NO_APPLY);
        if (noApply && !shared) {
            throw new SettingsException(
                    "--no-apply judges a stack that is already there, so the cluster must be named; add --context NAME, or --in-cluster.");
        }
        return new Settings(
                manifests(),
                target,
                new Reach(level, !shared, text(Knob.PEER_NAMESPACE), text(Knob.CLIENT_IMAGE), labels()),
                text(Knob.NAMESPACE),
                !noApply && (!shared || level == Level.INSTALL),
                list(Knob.CLAIM),
                list(Knob.COMPONENT),
                Path.of(value(Knob.REPORT)),
                ImageOverrides.parse(value(Knob.IMAGE_OVERRIDES)),
                new ImageSet(choice(Knob.IMAGES_USED), value(Knob.IMAGES_REASON)),
                new RedisAccess(text(Knob.REDIS_USER), password(), flag(Knob.REDIS_TLS), file(Knob.REDIS_CA), secret()),
                new Budgets(seconds(Knob.CLUSTER_TIMEOUT), seconds(Knob.ROLLOUT_TIMEOUT)),
                team.acceptedSkips(LocalDate.now(ZoneOffset.UTC)));
    }

    /** The raw value of a knob; empty where nothing sets it and it has no default. */
    public String value(Knob knob) {
        String flag = flags.get(knob);
        if (flag != null) {
            return flag;
        }
        String variable = environment.get(knob.env());
        if (variable != null && !variable.isBlank()) {
            return variable;
        }
        String property = knob.isSecret() ? null : properties.getProperty(knob.property());
        if (property != null && !property.isBlank()) {
            return property;
        }
        String committed = team.value(knob);
        return committed.isBlank() ? knob.fallback() : committed;
    }

    static List<String> parts(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Level level(boolean shared) {
        if (text(Knob.LEVEL) == null) {
            return shared ? Level.OBSERVE : Level.INSTALL;
        }
        return Level.valueOf(choice(Knob.LEVEL).toUpperCase(Locale.ROOT));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String part : parts(value(Knob.CLIENT_LABELS))) {
            if (!part.matches("[^=]+=[^=]*")) {
                throw SettingsException.of(
                        Knob.CLIENT_LABELS, part, "a label is a name and a value; write for example role=web.");
            }
            labels.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return labels;
    }

    private Path manifests() {
        Path directory = Path.of(value(Knob.MANIFESTS));
        // The empty path is the working directory, which nobody means who writes --manifests "$UNSET".
        if (directory.toString().isBlank() || !Files.isDirectory(directory)) {
            throw SettingsException.of(
                    Knob.MANIFESTS,
                    directory.toString(),
                    "there is no such directory; give the directory that holds the numbered manifests.");
        }
        return directory;
    }

    private Target ephemeral() {
        List<Path> archives =
                parts(value(Knob.IMAGE_ARCHIVES)).stream().map(Path::of).toList();
        for (Path archive : archives) {
            if (!Files.isReadable(archive)) {
                throw SettingsException.of(
                        Knob.IMAGE_ARCHIVES,
                        archive.toString(),
                        "that file cannot be read; give a tar made by 'docker save'.");
            }
        }
        return new Target.Ephemeral(value(Knob.NODE_IMAGE), flag(Knob.KEEP), archives, mirror(), registries());
    }

    private Target target(AllowList allowed) {
        String context = text(Knob.CONTEXT);
        boolean inCluster = flag(Knob.IN_CLUSTER);
        if (context == null && !inCluster) {
            return ephemeral();
        }
        if (context != null && inCluster) {
            throw new SettingsException(
                    "--context %s and --in-cluster name two clusters; drop one of the two.".formatted(context));
        }
        if (flag(Knob.KEEP)) {
            throw new SettingsException(
                    "--keep keeps a cluster that this run starts, but %s names one that is already there; drop one of the two."
                            .formatted(inCluster ? "--in-cluster" : "--context"));
        }
        return context == null ? inCluster(allowed) : existing(context, allowed);
    }

    private Target existing(String context, AllowList allowed) {
        Path kubeconfig = file(Knob.KUBECONFIG);
        return new Target.Existing(kubeconfig == null ? defaultKubeconfig() : kubeconfig, context, allowed);
    }

    private Target inCluster(AllowList allowed) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host.isBlank() || !Files.isReadable(serviceAccount.resolve("token"))) {
            throw new SettingsException(
                    "--in-cluster is for a pod with a ServiceAccount, and this is none (no KUBERNETES_SERVICE_HOST, or no token); name a cluster with --context.");
        }
        String address = host.contains(":") ? "[" + host + "]" : host;
        return new Target.InCluster(serviceAccount, "https://%s:%s/".formatted(address, port), allowed);
    }

    /** The file that is named, or the one that is here; nothing is looked for elsewhere. */
    private TeamFile teamFile() {
        Path named = file(Knob.CONFIG);
        Path here = Path.of(properties.getProperty("user.dir", ""), TeamFile.NAME);
        if (named == null && !Files.exists(here)) {
            return TeamFile.none();
        }
        return TeamFile.read(named == null ? here : named);
    }

    private Path defaultKubeconfig() {
        String variable = environment.get("KUBECONFIG");
        Path path = variable == null || variable.isBlank()
                ? Path.of(properties.getProperty("user.home"), ".kube", "config")
                : Path.of(variable);
        if (!Files.isReadable(path)) {
            throw new SettingsException("--context needs a kubeconfig, but %s cannot be read; name one with %s."
                    .formatted(path, Knob.KUBECONFIG.flag()));
        }
        return path;
    }

    private @Nullable Path registries() {
        Path registries = file(Knob.REGISTRIES);
        if (registries != null && text(Knob.REGISTRY_MIRROR) != null) {
            throw new SettingsException(
                    "--registries and --registry-mirror both say where images come from; put the mirror into the file %s, and drop --registry-mirror."
                            .formatted(registries));
        }
        return registries;
    }

    private @Nullable URI mirror() {
        String url = text(Knob.REGISTRY_MIRROR);
        if (url == null) {
            return null;
        }
        if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw SettingsException.of(
                    Knob.REGISTRY_MIRROR, url, "a mirror is a URL; write for example http://mirror.example:5000.");
        }
        return URI.create(url);
    }

    /** The value of a knob that takes one of a few words, which its placeholder lists. */
    private String choice(Knob knob) {
        String value = value(knob);
        if (!List.of(knob.placeholder().split("\\|")).contains(value)) {
            throw SettingsException.of(
                    knob,
                    value,
                    "it is one of: %s.".formatted(knob.placeholder().replace("|", ", ")));
        }
        return value;
    }

    private @Nullable String text(Knob knob) {
        String value = value(knob);
        return value.isBlank() ? null : value;
    }

    private @Nullable Path file(Knob knob) {
        String value = text(knob);
        if (value != null && !Files.isReadable(Path.of(value))) {
            throw SettingsException.of(knob, value, "that file cannot be read; check the path and its permissions.");
        }
        return value == null ? null : Path.of(value);
    }

    private boolean flag(Knob knob) {
        String value = value(knob);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SettingsException.of(knob, value, "it is a switch; say true or false.");
        };
    }

    /** Itself, or what the reference leads to. A reference that is none may be the password: it is not repeated. */
    private @Nullable String password() {
        String reference = text(Knob.REDIS_PASSWORD_FROM);
        if (text(Knob.REDIS_PASSWORD) != null || reference == null || reference.startsWith(SECRET)) {
            return text(Knob.REDIS_PASSWORD);
        }
        String name = reference.substring(reference.indexOf(':') + 1);
        if (reference.startsWith("env:")) {
            String value = environment.getOrDefault(name, "");
            if (value.isEmpty()) {
                throw SettingsException.of(
                        Knob.REDIS_PASSWORD_FROM,
                        reference,
                        "the environment has no such variable; set it for the run.");
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            try {
                return Files.readString(Path.of(name)).strip();
            } catch (IOException e) {
                throw SettingsException.of(
                        Knob.REDIS_PASSWORD_FROM,
                        reference,
                        "that file cannot be read; check the path and its permissions.");
            }
        }
        throw new SettingsException(
                "%s says where the password is, as env:NAME, file:PATH or secret:NAME/KEY, and is never the password."
                        .formatted(Knob.REDIS_PASSWORD_FROM.flag()));
    }

    private @Nullable SecretKey secret() {
        String reference = text(Knob.REDIS_PASSWORD_FROM);
        return text(Knob.REDIS_PASSWORD) == null && reference != null && reference.startsWith(SECRET)
                ? SecretKey.of(Knob.REDIS_PASSWORD_FROM, reference.substring(SECRET.length()))
                : null;
    }

    private Set<String> list(Knob knob) {
        return new LinkedHashSet<>(parts(value(knob)));
    }

    private Duration seconds(Knob knob) {
        String value = value(knob);
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw SettingsException.of(knob, value, "it counts whole seconds, from 1 to 99999; write for example 60.");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
