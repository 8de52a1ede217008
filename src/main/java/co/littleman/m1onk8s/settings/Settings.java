// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every option of one run, validated. Made by {@link #fromEnvironment}, {@link #of} or a {@link Builder}.
 *
 * @param manifests directory of the numbered manifests, a file of them, a Kustomize directory, a Helm chart, or {@link
 *     #STANDARD_INPUT}
 * @param rendering how a chart becomes manifests
 * @param target where the stack runs
 * @param scope what the run may touch
 * @param namespace namespace for objects that name none, and the one that all others must name; null: as they say
 * @param apply install the manifests first; false: check what is there
 * @param checks ids of the checks to run, with those that they depend on; empty: all
 * @param components names of the components to check; empty: all
 * @param report directory for verdicts.json and evidence
 * @param reportFormats what is written there beside verdicts.json
 * @param ofKinds what component kinds have read from their options, by its type
 * @param waivers checks that a team does not want to run for a while
 */
public record Settings(
        Path manifests,
        Rendering rendering,
        Target target,
        Scope scope,
        @Nullable String namespace,
        boolean apply,
        Set<String> checks,
        Set<String> components,
        Path report,
        Set<ReportFormat> reportFormats,
        ImageOverrides overrides,
        ImageSet images,
        Map<Class<?>, Object> ofKinds,
        Timeouts timeouts,
        List<Waiver> waivers) {

    /** The default node image. Kubernetes 1.34 is the last version that runs on cgroup v1 without a flag. */
    public static final String DEFAULT_NODE_IMAGE = "rancher/k3s:v1.34.4-k3s1";

    /** The manifests come by the standard input. */
    public static final Path STANDARD_INPUT = Path.of("-");

    public Settings {
        checks = Set.copyOf(checks);
        components = Set.copyOf(components);
        reportFormats = Set.copyOf(reportFormats);
        ofKinds = Map.copyOf(ofKinds);
        waivers = List.copyOf(waivers);
    }

    /** What a component kind has read from its options, by its type; empty if nothing did. */
    public <T> Optional<T> ofKind(Class<T> type) {
        return Optional.ofNullable(ofKinds.get(type)).map(type::cast);
    }

    /**
     * Settings from the environment and the system properties, for JUnit.
     *
     * @throws SettingsException if an option is wrong
     */
    public static Settings fromEnvironment() {
        return SettingsReader.ofProcess().read();
    }

    /**
     * As {@link #fromEnvironment}, for the manifests in a directory or a file.
     *
     * @throws SettingsException if an option is wrong
     */
    public static Settings of(Path manifests) {
        return SettingsReader.ofProcess()
                .flag(Options.MANIFESTS, manifests.toString())
                .read();
    }

    /** A builder whose other values are the defaults: everything is checked, up to level install. */
    public static Builder builder(Path manifests, Target target) {
        return new Builder(manifests, target);
    }

    /** A builder that begins with these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** These settings with another value of a component kind, in the place of the one of its type. */
    public Settings with(Object ofKind) {
        return toBuilder().ofKind(ofKind).build();
    }

    /** Collects settings; each method takes the place of a default. */
    public static final class Builder {
        private Path manifests;
        private Rendering rendering = Rendering.PLAIN;
        private Target target;
        private Scope scope = Scope.ALL;
        private @Nullable String namespace;
        private boolean apply = true;
        private Set<String> checks = Set.of();
        private Set<String> components = Set.of();
        private Path report = Path.of("target/verify");
        private Set<ReportFormat> reportFormats = Set.of(ReportFormat.JSON);
        private ImageOverrides overrides = ImageOverrides.NONE;
        private ImageSet images = new ImageSet("upstream", "the default");
        private final Map<Class<?>, Object> ofKinds = new HashMap<>();
        private Timeouts timeouts = new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(60));
        private List<Waiver> waivers = List.of();

        private Builder(Path manifests, Target target) {
            this.manifests = manifests;
            this.target = target;
        }

        private Builder(Settings from) {
            this(from.manifests, from.target);
            rendering = from.rendering;
            scope = from.scope;
            namespace = from.namespace;
            apply = from.apply;
            checks = from.checks;
            components = from.components;
            report = from.report;
            reportFormats = from.reportFormats;
            overrides = from.overrides;
            images = from.images;
            ofKinds.putAll(from.ofKinds);
            timeouts = from.timeouts;
            waivers = from.waivers;
        }

        public Builder manifests(Path path) {
            manifests = path;
            return this;
        }

        public Builder rendering(Rendering how) {
            rendering = how;
            return this;
        }

        public Builder target(Target where) {
            target = where;
            return this;
        }

        public Builder scope(Scope what) {
            scope = what;
            return this;
        }

        public Builder namespace(@Nullable String name) {
            namespace = name;
            return this;
        }

        public Builder apply(boolean first) {
            apply = first;
            return this;
        }

        public Builder checks(Collection<String> ids) {
            checks = Set.copyOf(ids);
            return this;
        }

        public Builder components(Collection<String> names) {
            components = Set.copyOf(names);
            return this;
        }

        public Builder report(Path directory) {
            report = directory;
            return this;
        }

        public Builder reportFormats(Collection<ReportFormat> formats) {
            reportFormats = Set.copyOf(formats);
            return this;
        }

        public Builder overrides(ImageOverrides byName) {
            overrides = byName;
            return this;
        }

        public Builder images(ImageSet set) {
            images = set;
            return this;
        }

        public Builder ofKind(Object value) {
            ofKinds.put(value.getClass(), value);
            return this;
        }

        public Builder timeouts(Timeouts longest) {
            timeouts = longest;
            return this;
        }

        public Builder waivers(Collection<Waiver> all) {
            waivers = List.copyOf(all);
            return this;
        }

        public Settings build() {
            return new Settings(
                    manifests,
                    rendering,
                    target,
                    scope,
                    namespace,
                    apply,
                    checks,
                    components,
                    report,
                    reportFormats,
                    overrides,
                    images,
                    ofKinds,
                    timeouts,
                    waivers);
        }
    }
}
