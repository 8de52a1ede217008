package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings with the usual precedence: flag, environment, system property, the team's file, default. */
public final class SettingsReader {
    /**
     * System property: where the defaults of paths are, and {@code verify.yml} where the working directory has none. Not
     * set, it is the working directory; scripts/verify sets it where it is called from elsewhere.
     */
    static final String HOME = "verify.home";

    /** A label of RFC 1123. */
    private static final String NAMESPACE = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private final Map<Knob, String> flags = new EnumMap<>(Knob.class);
    private final Map<String, String> environment;
    private final Properties properties;
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
        KnobValues knobs = knobs(teamFile());
        knobs.refuseEmpty();
        knobs.choice(Knob.PROGRESS);
        Target target = new TargetReader(knobs, serviceAccount).read();
        boolean shared = target instanceof Target.Shared;
        Level level = level(knobs, shared);
        boolean noApply = knobs.isOn(Knob.NO_APPLY);
        if (noApply && !shared) {
            throw new SettingsException("--no-apply needs an existing cluster; add --context NAME, or --in-cluster.");
        }
        return new Settings(
                manifests(knobs),
                target,
                new Reach(level, !shared, peer(knobs), knobs.text(Knob.CLIENT_IMAGE), labels(knobs)),
                knobs.text(Knob.NAMESPACE),
                !noApply && (!shared || level == Level.INSTALL),
                knobs.list(Knob.CLAIM),
                knobs.list(Knob.COMPONENT),
                knobs.path(Knob.REPORT, knobs.value(Knob.REPORT)),
                ImageOverrides.parse(knobs.value(Knob.IMAGE_OVERRIDES)),
                new ImageSet(knobs.choice(Knob.IMAGES_USED), knobs.value(Knob.IMAGES_REASON)),
                new RedisAccessReader(knobs).read(),
                new Budgets(knobs.seconds(Knob.CLUSTER_TIMEOUT), knobs.seconds(Knob.ROLLOUT_TIMEOUT), deadline(knobs)),
                knobs.team().acceptedSkips(LocalDate.now(ZoneOffset.UTC)));
    }

    /** Where the report goes, as far as that can be told where other settings are wrong. */
    public Path report() {
        KnobValues knobs;
        try {
            knobs = knobs(teamFile());
        } catch (SettingsException e) {
            knobs = knobs(TeamFile.none());
        }
        return knobs.path(Knob.REPORT, knobs.value(Knob.REPORT));
    }

    /**
     * The raw value of a knob; empty where nothing sets it and it has no default.
     *
     * @throws SettingsException where the team's file is wrong
     */
    public String value(Knob knob) {
        return knobs(teamFile()).value(knob);
    }

    private KnobValues knobs(TeamFile team) {
        return new KnobValues(flags, environment, properties, team);
    }

    private static Level level(KnobValues knobs, boolean shared) {
        if (knobs.text(Knob.LEVEL) == null) {
            return shared ? Level.OBSERVE : Level.INSTALL;
        }
        return Level.valueOf(knobs.choice(Knob.LEVEL).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Duration deadline(KnobValues knobs) {
        String value = knobs.text(Knob.DEADLINE);
        if (value != null && !value.matches("[1-9][0-9]{1,4}")) {
            throw knobs.mustBe(
                    Knob.DEADLINE, "a whole number of seconds from 10 to 99999", value, "write for example 600");
        }
        return value == null ? null : Duration.ofSeconds(Long.parseLong(value));
    }

    private static @Nullable String peer(KnobValues knobs) {
        String name = knobs.text(Knob.PEER_NAMESPACE);
        if (name != null && !name.matches(NAMESPACE)) {
            throw knobs.mustBe(
                    Knob.PEER_NAMESPACE,
                    "the name of a namespace (at most 63 lower-case letters, digits and hyphens)",
                    name,
                    "kubectl get namespaces lists them");
        }
        return name;
    }

    private static Map<String, String> labels(KnobValues knobs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String part : KnobValues.parts(knobs.value(Knob.CLIENT_LABELS))) {
            if (!part.matches("[^=]+=[^=]*")) {
                throw knobs.mustBe(
                        Knob.CLIENT_LABELS,
                        "a name and a value with = between them",
                        part,
                        "write for example role=web");
            }
            labels.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return labels;
    }

    private static Path manifests(KnobValues knobs) {
        Path directory = knobs.path(Knob.MANIFESTS, knobs.value(Knob.MANIFESTS));
        if (!Files.isDirectory(directory)) {
            throw knobs.mustBe(
                    Knob.MANIFESTS,
                    "a directory that exists",
                    directory.toString(),
                    "name the directory with the numbered manifests");
        }
        return directory;
    }

    /** The file that is named, or the one that is here, or at home; nothing is looked for elsewhere. */
    private TeamFile teamFile() {
        Path named = knobs(TeamFile.none()).file(Knob.CONFIG);
        if (named != null) {
            return TeamFile.read(named);
        }
        return Stream.of("user.dir", HOME)
                .map(directory -> Path.of(properties.getProperty(directory, ""), TeamFile.NAME))
                .filter(Files::exists)
                .findFirst()
                .map(TeamFile::read)
                .orElseGet(TeamFile::none);
    }
}
