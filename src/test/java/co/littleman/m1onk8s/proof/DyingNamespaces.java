// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Namespaces that were deleted and are not gone yet. Their pods still count against the node's room, so there are never
 * more than a few of them.
 */
final class DyingNamespaces {
    /** A stack asks for 150m of CPU: with four that are judged these fill one node of two cores to two thirds. */
    private static final int MOST = 4;

    private static final Duration DELETION = Duration.ofSeconds(60);
    private static final Poll PATIENT = new Poll(Duration.ofMillis(500));

    private final KubernetesClient client;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    DyingNamespaces(KubernetesClient client) {
        this.client = client;
    }

    /** Deletes one, and waits only if too many are still there. */
    void delete(String name) {
        client.namespaces().withName(name).delete();
        names.add(name);
        PATIENT.until(DELETION, this::areFew);
    }

    private boolean areFew() {
        names.removeIf(name -> client.namespaces().withName(name).get() == null);
        return names.size() <= MOST;
    }
}
