package co.littleman.m1onk8s.staging;

import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.cluster.Account;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.cluster.ProofNode;
import co.littleman.m1onk8s.rights.Rbac;
import co.littleman.m1onk8s.rights.Rights;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.containers.Network;

/** A cluster to which things happen: commands run in its node, and who judges a stack there may do no more than is printed. */
final class TroubledCluster implements AutoCloseable {
    private static final String ACCOUNT = "m1onk8s-verify";

    private final Settings plain = Settings.fromEnvironment();
    private final Network network = Network.newNetwork();
    private final ProofNode node = new ProofNode((Target.Ephemeral) plain.target(), plain.budgets(), network, Map.of());
    private final Cluster cluster = node.open();
    private final List<Path> files = new ArrayList<>();
    private final List<String> namespaces = new ArrayList<>();

    KubernetesClient client() {
        return cluster.client();
    }

    Cluster cluster() {
        return cluster;
    }

    String kubeconfig() {
        return node.kubeconfig();
    }

    /** Runs a shell command in the node; it must succeed. */
    void onNode(String command) {
        node.onEachNode("sh", "-c", command);
    }

    /** As a power cut does: what is told to end waits for its watches, for a minute. */
    void killApiServer() {
        onNode("kill -9 $(pidof kube-apiserver)");
    }

    /** Waits until the cluster is as it was before its trouble. */
    void awaitHealthy() {
        cluster.awaitAnswers(Duration.ofSeconds(60));
        cluster.awaitReady();
    }

    /** Installs a stack in a namespace of its own, as its owner. */
    Variant installed(Path directory, String namespace) {
        Variant variant = Variant.of(directory, namespace);
        namespaces.add(namespace);
        Result result = Verification.run(settings(
                variant,
                new Target.Own(written(node.kubeconfig()), "default"),
                Reach.ALL,
                true,
                Set.of("rollout-complete")));
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.verdicts().toString());
        }
        return variant;
    }

    /** A kubeconfig of somebody who has the rights that are printed for a level, and no more. */
    Path limited(Variant variant, Level level, Reach reach) {
        Settings settings = settings(variant, new Target.Own(Path.of("none"), "default"), reach, false, Set.of());
        String rbac = Rbac.yaml(Rights.of(level, Stack.read(settings), reach), variant.namespace());
        List<HasMetadata> objects = client().load(new ByteArrayInputStream(rbac.getBytes(StandardCharsets.UTF_8)))
                .items();
        objects.forEach(object -> client().resource(object).serverSideApply());
        return written(new Account(variant.namespace(), ACCOUNT).kubeconfig(client(), node.kubeconfig()));
    }

    /** Settings for a run of who has only the level's rights. */
    Settings shared(Variant variant, Level level, String... claims) {
        Reach reach = new Reach(level, false, null, null, Map.of());
        return shared(variant, limited(variant, level, reach), reach, claims);
    }

    /** As above, by a kubeconfig of one's own choice. */
    Settings shared(Variant variant, Path kubeconfig, Reach reach, String... claims) {
        AllowedCluster listed = new AllowedCluster("staging", uid(), Level.INSTALL, false);
        Target target = new Target.Existing(kubeconfig, "default", new AllowList("verify.yml", List.of(listed)));
        return settings(variant, target, reach, false, Set.of(claims));
    }

    String uid() {
        return client().namespaces().withName("kube-system").get().getMetadata().getUid();
    }

    private Settings settings(Variant variant, Target target, Reach reach, boolean apply, Set<String> claims) {
        return new Settings(
                variant.directory(),
                target,
                reach,
                null,
                apply,
                claims,
                Set.of(),
                variant.directory().resolve("report"),
                plain.overrides(),
                plain.images(),
                plain.redis(),
                plain.budgets());
    }

    List<Lease> leases(Variant variant) {
        return client().leases().inNamespace(variant.namespace()).list().getItems();
    }

    /** What runs of ours have made in a namespace. */
    List<Pod> clientPods(String namespace) {
        return client().pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/managed-by", "m1onk8s-verify")
                .list()
                .getItems();
    }

    /** redis-cli in the stack's own Redis. */
    String redis(Variant variant, String... command) {
        String pod =
                client().pods().inNamespace(variant.namespace()).withLabel("role", "cache").list().getItems().stream()
                        .filter(live -> live.getMetadata().getDeletionTimestamp() == null)
                        .map(live -> live.getMetadata().getName())
                        .findFirst()
                        .orElseThrow();
        List<String> words = new ArrayList<>(List.of("redis-cli"));
        words.addAll(List.of(command));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch exec = client().pods()
                .inNamespace(variant.namespace())
                .withName(pod)
                .inContainer("redis")
                .writingOutput(output)
                .exec(words.toArray(String[]::new))) {
            exec.exitCode().orTimeout(20, TimeUnit.SECONDS).join();
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    /** The stack's own pods, with what would change if one of them was disturbed. */
    List<String> stackPods(Variant variant) {
        return client().pods().inNamespace(variant.namespace()).withLabel("role", "cache").list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid()
                        + pod.getStatus().getContainerStatuses().stream()
                                .map(status -> " " + status.getName() + " " + status.getRestartCount())
                                .sorted()
                                .collect(Collectors.joining()))
                .toList();
    }

    /** What who may nothing any more is left with: a login. */
    void withdrawRights(String namespace) {
        client().rbac().roleBindings().inNamespace(namespace).withName(ACCOUNT).delete();
    }

    String contents(Path kubeconfig) {
        try {
            return Files.readString(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path written(String kubeconfig) {
        try {
            Path file = Files.writeString(Files.createTempFile("m1onk8s-verify-trouble", ".kubeconfig"), kubeconfig);
            file.toFile().deleteOnExit();
            files.add(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One node has room for a dozen stacks. */
    private void clear() {
        awaitHealthy();
        namespaces.forEach(name -> client().namespaces().withName(name).delete());
        namespaces.clear();
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        node.close();
        network.close();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** Gives tests the one cluster, which the first of them starts, and clears it after each. */
    static final class Resolver implements ParameterResolver, AfterEachCallback {
        @Override
        public void afterEach(ExtensionContext context) {
            shared(context).clear();
        }

        /** A node costs memory and inotify instances: there are never more of them than a class needs. */
        private static ExtensionContext ofClass(ExtensionContext context) {
            return context.getParent()
                    .filter(parent -> parent.getTestClass().isPresent())
                    .map(Resolver::ofClass)
                    .orElse(context);
        }

        private static TroubledCluster shared(ExtensionContext context) {
            return ofClass(context)
                    .getStore(ExtensionContext.Namespace.create(TroubledCluster.class))
                    .computeIfAbsent(TroubledCluster.class, type -> new TroubledCluster(), TroubledCluster.class);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TroubledCluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return shared(context);
        }
    }
}
