package co.littleman.m1onk8s.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every option of one run, validated.
 *
 * @param manifests directory of the numbered manifests
 * @param target where the stack runs
 * @param scope what the run may touch
 * @param namespace namespace for objects that name none, and the one that all others must name; null: as they say
 * @param apply install the manifests first; false: judge what is there
 * @param checks ids of the checks to run, with those that they depend on; empty: all
 * @param components names of the components to judge; empty: all
 * @param report directory for verdicts.json and evidence
 * @param waivers checks that a team does not want judged for a while
 */
public record Settings(
        Path manifests,
        Target target,
        Scope scope,
        @Nullable String namespace,
        boolean apply,
        Set<String> checks,
        Set<String> components,
        Path report,
        ImageOverrides overrides,
        ImageSet images,
        RedisAccess redis,
        Timeouts timeouts,
        List<Waiver> waivers) {

    /** The k3s that runs where nothing else is said. Kubernetes 1.34 is the last that runs on cgroup v1 unasked. */
    public static final String DEFAULT_NODE_IMAGE = "rancher/k3s:v1.34.4-k3s1";

    public Settings {
        checks = Set.copyOf(checks);
        components = Set.copyOf(components);
        waivers = List.copyOf(waivers);
    }

    /** As above, where every check is to be judged. */
    public Settings(
            Path manifests,
            Target target,
            Scope scope,
            @Nullable String namespace,
            boolean apply,
            Set<String> checks,
            Set<String> components,
            Path report,
            ImageOverrides overrides,
            ImageSet images,
            RedisAccess redis,
            Timeouts timeouts) {
        this(
                manifests,
                target,
                scope,
                namespace,
                apply,
                checks,
                components,
                report,
                overrides,
                images,
                redis,
                timeouts,
                List.of());
    }

    /**
     * Settings from the environment and the system properties, for JUnit.
     *
     * @throws SettingsException where a option is wrong
     */
    public static Settings fromEnvironment() {
        return SettingsReader.ofProcess().read();
    }

    /**
     * As {@link #fromEnvironment}, for the manifests in a directory.
     *
     * @throws SettingsException where a option is wrong
     */
    public static Settings of(Path manifests) {
        return SettingsReader.ofProcess()
                .flag(Option.MANIFESTS, manifests.toString())
                .read();
    }

    public Settings withRedis(RedisAccess access) {
        return new Settings(
                manifests,
                target,
                scope,
                namespace,
                apply,
                checks,
                components,
                report,
                overrides,
                images,
                access,
                timeouts,
                waivers);
    }
}
