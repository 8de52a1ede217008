// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A k3s node's log line proves neither that a pod can run there nor that a name resolves: this gate does. */
final class NodeReadiness {
    private static final Duration POLL = Duration.ofMillis(150);

    private final KubernetesClient client;
    private final Duration budget;

    NodeReadiness(KubernetesClient client, Duration budget) {
        this.client = client;
        this.budget = budget;
    }

    void await() {
        AtomicReference<String> missing = new AtomicReference<>("the node");
        boolean ready = new Poll(POLL).until(budget, () -> {
            String now = missing();
            missing.set(now);
            return now.isEmpty();
        });
        if (!ready) {
            throw new CheckFailedException(Finding.of(
                            Cause.NODE_NOT_READY,
                            "The k3s node was not ready after %d s.".formatted(budget.toSeconds()))
                    .expected("node Ready and CoreDNS Ready")
                    .seen("not ready: " + missing.get())
                    .next("docker logs of the node's container; run again with --keep to look at it"));
        }
    }

    private String missing() {
        try {
            List<Node> nodes = client.nodes().list().getItems();
            if (nodes.isEmpty() || !nodes.stream().allMatch(Readiness::isNodeReady)) {
                return "the node";
            }
            List<Pod> dns = client.pods()
                    .inNamespace("kube-system")
                    .withLabel("k8s-app", "kube-dns")
                    .list()
                    .getItems();
            return dns.stream().anyMatch(Readiness::isPodReady) ? "" : "CoreDNS";
        } catch (KubernetesClientException e) {
            // Not an answer about readiness: a server that has just started drops connections.
            return "the API server (" + ApiProblem.said(e) + ")";
        }
    }
}
