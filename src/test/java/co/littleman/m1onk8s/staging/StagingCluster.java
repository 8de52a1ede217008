// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import co.littleman.m1onk8s.SharedClusters;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.k3s.ProofNode;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.containers.Network;

/**
 * A cluster as a platform team runs one: with a cluster domain of its own and an audit log, where each team has a
 * namespace with restricted Pod Security, quotas, limits and default-deny policies, beside others, and little rights.
 * One for all tests that can share it, started by the first of them; each test has its own stacks there.
 */
final class StagingCluster {
    static final String DOMAIN = "staging.test";

    private final Started started;
    private final List<StagedStack> stacks = new CopyOnWriteArrayList<>();

    private StagingCluster(Started started) {
        this.started = started;
    }

    /** What the tests share. */
    private static final class Started implements AutoCloseable {
        private final Settings plain = Settings.fromEnvironment();
        private final Network network = Network.newNetwork();
        private final ProofNode node;
        private final Cluster cluster;
        private final PolicyGuard guard;

        Started() {
            node = new ProofNode(
                    (Target.Ephemeral) plain.target(),
                    plain.timeouts(),
                    network,
                    Map.of(AuditLog.POLICY, resource("audit-policy.yml")),
                    "--cluster-domain=" + DOMAIN,
                    "--kube-apiserver-arg=audit-policy-file=" + AuditLog.POLICY,
                    "--kube-apiserver-arg=audit-log-path=" + AuditLog.FILE);
            cluster = node.open();
            guard = new PolicyGuard(node, cluster.client());
        }

        @Override
        public void close() {
            guard.close();
            cluster.close();
            node.close();
            network.close();
        }
    }

    static String resource(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/staging").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A namespace as the platform team hands it over, with the stack in it as its team installs it. */
    StagedStack stack(Path directory, String namespace) {
        return stack(Variant.of(directory, namespace));
    }

    /** As above, with something changed. */
    StagedStack stack(Variant variant) {
        StagedStack stack = StagedStack.install(this, variant);
        stacks.add(stack);
        return stack;
    }

    /** Pods that have nothing to do with any stack. */
    BulkPods crowd(int pods) {
        return new BulkPods(admin(), started.network, node().kubeconfigOnNetwork(), pods);
    }

    /** Of who may do all. */
    KubernetesClient admin() {
        return started.cluster.client();
    }

    /** Of who may do all. */
    String kubeconfig() {
        return node().kubeconfig();
    }

    /** URL of the API server. */
    String server() {
        return started.cluster.server();
    }

    /** Who vouches for it, as a kubeconfig has it. */
    String authority() {
        return Serialization.unmarshal(kubeconfig(), Config.class)
                .getClusters()
                .get(0)
                .getCluster()
                .getCertificateAuthorityData();
    }

    ProofNode node() {
        return started.node;
    }

    /** As a power cut does: what is told to end waits for its watches, for a minute. */
    void killApiServer() {
        node().onServer("sh", "-c", "kill -9 $(pidof kube-apiserver)");
    }

    /** Waits until the cluster is as it was before its trouble. */
    void awaitHealthy() {
        started.cluster.awaitAnswers(Duration.ofSeconds(60));
        started.cluster.awaitReady();
    }

    AuditLog audit() {
        return new AuditLog(node());
    }

    /** What a plain run would use: images, budgets. */
    Settings plain() {
        return started.plain;
    }

    /** The line of verify.yml that lets a run do everything here. */
    AllowedCluster listed() {
        return new AllowedCluster("staging", uid(), Level.INSTALL, false);
    }

    /** The uid of the namespace kube-system, which is the cluster's. */
    String uid() {
        return admin().namespaces().withName("kube-system").get().getMetadata().getUid();
    }

    /** One node has room for a dozen stacks. */
    private void clear() {
        awaitHealthy();
        stacks.forEach(StagedStack::delete);
        stacks.clear();
    }

    /** Gives tests the one cluster, and clears what each had there. */
    static class Resolver implements ParameterResolver, AfterEachCallback {
        private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(StagingCluster.class);

        @Override
        public void afterEach(ExtensionContext context) {
            StagingCluster used = context.getStore(OURS).get("of this test", StagingCluster.class);
            if (used != null) {
                used.clear();
            }
        }

        Started started(ExtensionContext context) {
            return SharedClusters.of(context).get(Started.class, Started::new);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == StagingCluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Started started = started(context);
            return context.getStore(OURS)
                    .computeIfAbsent("of this test", key -> new StagingCluster(started), StagingCluster.class);
        }
    }

    /** Gives one to the tests of a class that nobody else could use meanwhile, or afterwards. */
    static final class OfOneClass extends Resolver {
        @Override
        Started started(ExtensionContext context) {
            return ofClass(context)
                    .getStore(ExtensionContext.Namespace.create(OfOneClass.class))
                    .computeIfAbsent(Started.class, type -> new Started(), Started.class);
        }

        private static ExtensionContext ofClass(ExtensionContext context) {
            return context.getParent()
                    .filter(parent -> parent.getTestClass().isPresent())
                    .map(OfOneClass::ofClass)
                    .orElse(context);
        }
    }
}
