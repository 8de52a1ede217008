package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.cluster.Clusters;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.Phases;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** One real cluster, on which many stacks are judged side by side, each in a namespace of its own. */
final class ProofCluster implements AutoCloseable {
    private static final Duration DELETION = Duration.ofSeconds(60);

    private final Settings plain = Settings.fromEnvironment();
    private final Cluster cluster = Clusters.open(plain, RunId.random(), new Phases(Progress.NONE), Progress.NONE);
    private final Path kubeconfig;

    ProofCluster() {
        try {
            this.kubeconfig = Files.createTempFile("m1onk8s-verify-proof", ".kubeconfig");
            Files.writeString(kubeconfig, cluster.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.awaitReady();
    }

    Settings settings(Path manifests, boolean apply, Set<String> claims) {
        return new Settings(
                manifests,
                new Target.Own(kubeconfig, "default"),
                // What is judged as it is is not asked whether it could be installed: that would say "conflict" to a
                // change.
                apply ? Reach.ALL : new Reach(Level.DISRUPT, false, null, null, Map.of()),
                null,
                apply,
                claims,
                Set.of(),
                manifests.resolve("report"),
                plain.overrides(),
                plain.images(),
                plain.redis(),
                plain.budgets());
    }

    /** Changes a live Deployment or Service, as a hand with kubectl would. */
    void patch(String namespace, String object, JsonNode patch) {
        String name = object.substring(object.indexOf('/') + 1);
        PatchContext json = PatchContext.of(PatchType.JSON);
        switch (object.substring(0, object.indexOf('/'))) {
            case "deployments" ->
                cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .patch(json, patch.toString());
            case "services" ->
                cluster.client()
                        .services()
                        .inNamespace(namespace)
                        .withName(name)
                        .patch(json, patch.toString());
            default -> throw new IllegalArgumentException(object);
        }
    }

    /** Makes room for the next. */
    void remove(String namespace) {
        cluster.client().namespaces().withName(namespace).delete();
        new Poll(Duration.ofMillis(500))
                .until(
                        DELETION,
                        () -> cluster.client().namespaces().withName(namespace).get() == null);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        Files.deleteIfExists(kubeconfig);
    }
}
