// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.access.Clusters;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.settings.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real cluster for all tests that can share it, each in namespaces of its own; started by the first of them. */
public final class TestCluster {
    private final Started started;
    private final List<String> namespaces = new CopyOnWriteArrayList<>();

    private TestCluster(Started started) {
        this.started = started;
    }

    /** What the tests share. */
    private static final class Started implements AutoCloseable {
        private final Settings settings = Settings.fromEnvironment();
        private final Cluster cluster =
                Clusters.open(settings, RunId.random(), new Phases(Progress.NONE), Progress.NONE);
        private final Path kubeconfig;

        Started() {
            try {
                this.kubeconfig = Files.createTempFile("m1onk8s-verify-test", ".kubeconfig");
                Files.writeString(kubeconfig, cluster.kubeconfig());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            cluster.awaitReady();
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            Files.deleteIfExists(kubeconfig);
        }
    }

    public Cluster cluster() {
        return started.cluster;
    }

    public Path kubeconfig() {
        return started.kubeconfig;
    }

    /** The uid of the namespace kube-system, which is the cluster's. */
    public String uid() {
        return cluster()
                .client()
                .namespaces()
                .withName("kube-system")
                .get()
                .getMetadata()
                .getUid();
    }

    /** Clears this namespace after the test as well. */
    public void also(String namespace) {
        namespaces.add(namespace);
    }

    /** Settings that install a variant on this cluster and judge it: by all harmless checks, if none is named. */
    public Settings install(Variant variant, String... checks) {
        return settings(variant, true, Scope.ALL, Set.of(checks));
    }

    /** As above, from other places. */
    public Settings install(Variant variant, Scope scope, String... checks) {
        return settings(variant, true, scope, Set.of(checks));
    }

    /** Settings that only look at what is there. */
    public Settings observe(Variant variant, String... checks) {
        return settings(variant, false, new Scope(Level.OBSERVE, false, null, null, Map.of()), Set.of(checks));
    }

    /** Settings that judge a variant that is already there. */
    public Settings judge(Variant variant, String... checks) {
        return settings(variant, false, Scope.ALL, Set.of(checks));
    }

    /** Settings for this cluster as if it were one that people depend on: nothing is installed there. */
    public Settings shared(Variant variant, Target.Shared target, Level level) {
        return shared(variant, target, level, started.settings.timeouts());
    }

    /** As above, with other times to wait. */
    public Settings shared(Variant variant, Target.Shared target, Level level, Timeouts timeouts) {
        namespaces.add(variant.namespace());
        return settings(
                variant.directory(), target, new Scope(level, false, null, null, Map.of()), false, Set.of(), timeouts);
    }

    /** What disrupts is proved by its own tests, and would make each of these a minute longer. */
    private static final Set<String> HARMLESS = Catalogue.standard().all().stream()
            .filter(check -> check.info().level() != Level.DISRUPT)
            .map(Check::id)
            .filter(id -> !id.equals("teardown-leaves-nothing"))
            .collect(Collectors.toSet());

    private Settings settings(Variant variant, boolean apply, Scope scope, Set<String> checks) {
        namespaces.add(variant.namespace());
        return settings(
                variant.directory(),
                new Target.Own(kubeconfig(), "default"),
                scope,
                apply,
                checks.isEmpty() ? HARMLESS : checks,
                started.settings.timeouts());
    }

    private Settings settings(
            Path directory, Target target, Scope scope, boolean apply, Set<String> checks, Timeouts timeouts) {
        Settings settings = started.settings;
        return settings.toBuilder()
                .manifests(directory)
                .target(target)
                .scope(scope)
                .namespace(null)
                .apply(apply)
                .checks(checks)
                .components(Set.of())
                .report(directory.resolve("report"))
                .timeouts(timeouts)
                .build();
    }

    /** One node has room for a dozen stacks, and there are more tests than that. */
    private void clear() {
        namespaces.forEach(
                name -> cluster().client().namespaces().withName(name).delete());
    }

    /** Gives tests the one cluster, and clears what each had there. */
    public static final class Resolver implements ParameterResolver, AfterEachCallback {
        private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(TestCluster.class);

        @Override
        public void afterEach(ExtensionContext context) {
            TestCluster used = context.getStore(OURS).get(TestCluster.class, TestCluster.class);
            if (used != null) {
                used.clear();
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestCluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Started started = SharedClusters.of(context).get(Started.class, Started::new);
            return context.getStore(OURS)
                    .computeIfAbsent(TestCluster.class, type -> new TestCluster(started), TestCluster.class);
        }
    }
}
