// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Many pods in other namespaces, that KWOK lets run: to the API server they are as real as any. */
final class BulkPods implements AutoCloseable {
    private static final String IMAGE =
            Objects.requireNonNullElse(System.getenv("VERIFY_TEST_KWOK"), "registry.k8s.io/kwok/kwok:v0.7.0");

    private static final String NODE = "nowhere";
    private static final String KUBECONFIG = "/kubeconfig";
    private static final List<String> NAMESPACES = List.of("crowd-1", "crowd-2", "crowd-3", "crowd-4");

    private final KubernetesClient admin;
    private final GenericContainer<?> kwok;

    /** Starts them, and waits until all run. */
    BulkPods(KubernetesClient admin, Network network, String kubeconfig, int pods) {
        this.admin = admin;
        this.kwok = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withNetwork(network)
                .withCopyToContainer(Transferable.of(kubeconfig), KUBECONFIG)
                .withCommand("--kubeconfig=" + KUBECONFIG, "--manage-single-node=" + NODE);
        kwok.start();
        admin.resource(node()).create();
        NAMESPACES.forEach(namespace -> admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create());
        IntStream.range(0, pods)
                .parallel()
                .forEach(i -> admin.resource(pod(NAMESPACES.get(i % NAMESPACES.size()), "pod-" + i))
                        .create());
        Awaitility.await("the crowd runs").atMost(Duration.ofMinutes(2)).until(() -> running() == pods);
    }

    long running() {
        return NAMESPACES.stream()
                .flatMap(namespace -> admin.pods().inNamespace(namespace).list().getItems().stream())
                .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                .count();
    }

    /** Where only what asks for it by name goes. */
    private static Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(NODE)
                .endMetadata()
                .withNewSpec()
                .addNewTaint("NoSchedule", "crowd", null, "only")
                .endSpec()
                .build();
    }

    private static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app", "crowd")
                .endMetadata()
                .withNewSpec()
                .withNodeName(NODE)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("one")
                .withImage("nowhere.example/one:1")
                .endContainer()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        NAMESPACES.forEach(namespace -> {
            admin.pods().inNamespace(namespace).withGracePeriod(0).delete();
            admin.namespaces().withName(namespace).delete();
        });
        admin.nodes().withName(NODE).delete();
        kwok.stop();
    }
}
