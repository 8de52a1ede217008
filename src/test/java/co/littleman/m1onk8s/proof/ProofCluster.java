// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.k3s.ProofNode;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One real cluster, on which many stacks are judged side by side, each in a namespace of its own. */
final class ProofCluster implements AutoCloseable {
    private final ProofNode node;
    private final Cluster cluster;
    private final Path kubeconfig;
    private final DyingNamespaces dying;
    private final Optional<Peers> peers;
    /** Held to read by who only uses a namespace of its own, and to write by who changes what all see. */
    private final ReadWriteLock use = new ReentrantReadWriteLock(true);

    private ProofCluster(ProofNode node, Settings plain, @Nullable Path tools) {
        this.node = node;
        this.cluster = node.open();
        this.kubeconfig = written(node.kubeconfig());
        this.dying = new DyingNamespaces(client());
        this.peers = Optional.ofNullable(tools).map(found -> peers(found, kubeconfig, plain));
    }

    private static Peers peers(Path tools, Path kubeconfig, Settings plain) {
        try {
            return new Peers(
                    tools, kubeconfig, plain.overrides().byName(), Files.createTempDirectory("m1onk8s-verify-peers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One node, as a plain run starts it, that knows the proof's registries. */
    static ProofCluster first(Settings plain, Registries registries, @Nullable Path tools) {
        return new ProofCluster(
                new ProofNode(target(plain, registries.file()), plain.timeouts(), registries.network(), Map.of()),
                plain,
                tools);
    }

    /** Two nodes, another domain, and what admission may change. */
    static ProofCluster second(Settings plain, Registries registries, @Nullable Path tools) {
        ProofNode node = new ProofNode(
                target(plain, registries.file()),
                plain.timeouts(),
                registries.network(),
                Map.of(),
                "--cluster-domain=shop.test",
                "--kube-apiserver-arg=feature-gates=MutatingAdmissionPolicy=true",
                "--kube-apiserver-arg=runtime-config=admissionregistration.k8s.io/v1beta1=true");
        node.join("second");
        return new ProofCluster(node, plain, tools);
    }

    private static Target.Ephemeral target(Settings plain, Path registries) {
        Target.Ephemeral target = (Target.Ephemeral) plain.target();
        return new Target.Ephemeral(target.nodeImage(), false, target.archives(), target.mirror(), registries);
    }

    /** A file with a way in; it goes with this process, however that ends but by SIGKILL. */
    static Path written(String kubeconfig) {
        try {
            Path file = Files.writeString(Files.createTempFile("m1onk8s-verify-proof", ".kubeconfig"), kubeconfig);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kubeconfig of a ServiceAccount, who may do what its roles say and no more. */
    Path kubeconfigOf(String namespace, String account) {
        return written(new Account(namespace, account).kubeconfig(client(), node.kubeconfig()));
    }

    KubernetesClient client() {
        return cluster.client();
    }

    /** All pods of a namespace. */
    List<Pod> pods(String namespace) {
        return client().pods().inNamespace(namespace).list().getItems();
    }

    Cluster cluster() {
        return cluster;
    }

    ProofNode node() {
        return node;
    }

    /** What others would use in the suite's place; empty if nobody asked for a comparison. */
    Optional<Peers> peers() {
        return peers;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    ReadWriteLock use() {
        return use;
    }

    /** Changes a live object, as a hand with kubectl would. */
    void patch(String namespace, String object, JsonNode patch) {
        String name = object.substring(object.indexOf('/') + 1);
        var in = client();
        var resource = switch (object.substring(0, object.indexOf('/'))) {
            case "deployments" -> in.apps().deployments().inNamespace(namespace).withName(name);
            case "services" -> in.services().inNamespace(namespace).withName(name);
            case "configmaps" -> in.configMaps().inNamespace(namespace).withName(name);
            default -> throw new IllegalArgumentException(object);
        };
        if (patch.isNull()) {
            resource.delete();
        } else {
            resource.patch(PatchContext.of(PatchType.JSON), patch.toString());
        }
    }

    /**
     * Makes room for the next: what the case's files put outside of its namespace, and then the namespace, which goes
     * while the next case is already judged in its own.
     */
    void remove(String namespace, Path manifests) {
        try {
            for (Path file : CaseDirectory.files(manifests)) {
                try (var input = Files.newInputStream(file)) {
                    client().load(input).items().stream()
                            .filter(item -> item.getMetadata().getNamespace() == null)
                            .forEach(item -> client().resource(item).delete());
                } catch (RuntimeException unknown) {
                    // A fault may be a kind that nobody knows: then nothing of it was installed.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dying.delete(namespace);
    }

    @Override
    public void close() {
        cluster.close();
        node.close();
    }
}
