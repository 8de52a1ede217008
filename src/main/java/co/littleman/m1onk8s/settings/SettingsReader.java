// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings with the usual precedence: flag, environment, system property, the team's file, default. */
public final class SettingsReader {
    /**
     * System property: where the defaults of paths are, and {@code verify.yml} where the working directory has none.
     * Not set, it is the working directory; scripts/verify sets it if it is called from elsewhere.
     */
    static final String HOME = "verify.home";

    /** A label of RFC 1123. */
    private static final String NAMESPACE = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private final Map<Option, String> flags = new HashMap<>();
    private final Map<String, String> environment;
    private final Properties properties;
    private final Set<String> notices = new LinkedHashSet<>();
    private Path serviceAccount = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    public SettingsReader(Map<String, String> environment, Properties properties) {
        this.environment = Map.copyOf(environment);
        this.properties = properties;
    }

    /** A reader of this process' environment and system properties. */
    public static SettingsReader ofProcess() {
        return new SettingsReader(System.getenv(), System.getProperties());
    }

    /** Sets an option as a flag would: it wins over all else. */
    public SettingsReader flag(Option option, String value) {
        flags.put(option, value);
        return this;
    }

    /**
     * Sets an option as its former flag would.
     *
     * @throws SettingsException if its present flag is set as well
     */
    public SettingsReader formerFlag(Option option, String value) {
        if (flags.containsKey(option)) {
            throw Renamed.both(option.flag(), option.formerFlag());
        }
        notices.add(Renamed.notice(option.flag(), option.formerFlag()));
        return flag(option, value);
    }

    /** Looks for the pod's ServiceAccount elsewhere than where Kubernetes puts it: for tests. */
    SettingsReader serviceAccount(Path directory) {
        serviceAccount = directory;
        return this;
    }

    /**
     * The validated settings.
     *
     * @throws SettingsException if an option is wrong; names the option and the rule
     */
    public Settings read() {
        OptionValues options = options(teamFile());
        options.refuseEmpty();
        options.choice(Options.PROGRESS);
        Target target = new TargetReader(options, serviceAccount).read();
        boolean shared = target instanceof Target.Shared;
        Level level = level(options, shared);
        boolean noApply = options.isOn(Options.NO_APPLY);
        if (noApply && !shared) {
            throw new SettingsException("--no-apply needs an existing cluster; add --context NAME, or --in-cluster.");
        }
        Settings.Builder builder = Settings.builder(manifests(options), target)
                .scope(new Scope(
                        level,
                        !shared,
                        namespace(options, Options.PEER_NAMESPACE),
                        options.text(Options.CLIENT_IMAGE),
                        labels(options)))
                .rendering(new RenderingReader(options).read(target))
                .namespace(namespace(options, Options.NAMESPACE))
                .apply(!noApply && (!shared || level == Level.INSTALL))
                .checks(options.list(Options.CHECK))
                .components(options.list(Options.COMPONENT))
                .report(options.path(Options.REPORT, options.value(Options.REPORT)))
                .reportFormats(formats(options))
                .overrides(ImageOverrides.of(options))
                .images(new ImageSet(options.choice(Options.IMAGES_USED), options.value(Options.IMAGES_REASON)))
                .timeouts(new Timeouts(
                        options.seconds(Options.CLUSTER_TIMEOUT),
                        options.seconds(Options.ROLLOUT_TIMEOUT),
                        deadline(options)))
                .waivers(options.team().waivers(LocalDate.now(ZoneOffset.UTC)));
        KindOptions.all().forEach(kind -> builder.ofKind(kind.read(options)));
        notices.addAll(options.notices());
        return builder.build();
    }

    /** One sentence for each former name of an option or a key that {@link #read} found in use. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Where the report goes, as far as that can be told where other settings are wrong. */
    public Path report() {
        OptionValues options;
        try {
            options = options(teamFile());
        } catch (SettingsException e) {
            options = options(ConfigFile.none());
        }
        return options.path(Options.REPORT, options.value(Options.REPORT));
    }

    /**
     * The raw value of an option; empty if nothing sets it and it has no default.
     *
     * @throws SettingsException if the team's file is wrong
     */
    public String value(Option option) {
        return options(teamFile()).value(option);
    }

    private OptionValues options(ConfigFile team) {
        return new OptionValues(flags, environment, properties, team);
    }

    private static Level level(OptionValues options, boolean shared) {
        if (options.text(Options.LEVEL) == null) {
            return shared ? Level.OBSERVE : Level.INSTALL;
        }
        return Level.valueOf(options.choice(Options.LEVEL).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Duration deadline(OptionValues options) {
        String value = options.text(Options.DEADLINE);
        if (value != null && !value.matches("[1-9][0-9]{1,4}")) {
            throw options.mustBe(
                    Options.DEADLINE, "a whole number of seconds from 10 to 99999", value, "write for example 600");
        }
        return value == null ? null : Duration.ofSeconds(Long.parseLong(value));
    }

    private static @Nullable String namespace(OptionValues options, Option option) {
        String name = options.text(option);
        if (name != null && !name.matches(NAMESPACE)) {
            throw options.mustBe(
                    option,
                    "the name of a namespace (at most 63 lower-case letters, digits and hyphens)",
                    name,
                    "kubectl get namespaces lists them");
        }
        return name;
    }

    private static Map<String, String> labels(OptionValues options) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String part : OptionValues.parts(options.value(Options.CLIENT_LABELS))) {
            if (!part.matches("[^=]+=[^=]*")) {
                throw options.mustBe(
                        Options.CLIENT_LABELS,
                        "a name and a value with = between them",
                        part,
                        "write for example role=web");
            }
            labels.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return labels;
    }

    private static Set<ReportFormat> formats(OptionValues options) {
        Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
        for (String word : options.list(Options.REPORT_FORMAT)) {
            formats.add(ReportFormat.of(word)
                    .orElseThrow(() ->
                            options.mustBe(Options.REPORT_FORMAT, "one or more of " + ReportFormat.words(), word, "")));
        }
        return formats;
    }

    private static Path manifests(OptionValues options) {
        if (options.value(Options.MANIFESTS).equals(Settings.STANDARD_INPUT.toString())) {
            return Settings.STANDARD_INPUT;
        }
        Path path = options.path(Options.MANIFESTS, options.value(Options.MANIFESTS));
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw options.mustBe(
                    Options.MANIFESTS,
                    "a directory or a file that exists",
                    path.toString(),
                    Files.exists(path)
                            ? "it is neither, so save the manifests in a file"
                            : "correct the path, of which only %s exists".formatted(existing(path)));
        }
        return path;
    }

    /** The nearest directory around a path that exists: a typo comes after it. */
    private static Path existing(Path path) {
        Path absolute = path.toAbsolutePath();
        return Stream.iterate(absolute, Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(absolute);
    }

    /** The file that is named, or the one that is here, or at home; nothing is looked for elsewhere. */
    private ConfigFile teamFile() {
        Path named = options(ConfigFile.none()).file(Options.CONFIG);
        if (named != null) {
            return ConfigFile.read(named);
        }
        return Stream.of("user.dir", HOME)
                .map(directory -> Path.of(properties.getProperty(directory, ""), ConfigFile.NAME))
                .filter(Files::exists)
                .findFirst()
                .map(ConfigFile::read)
                .orElseGet(ConfigFile::none);
    }
}
