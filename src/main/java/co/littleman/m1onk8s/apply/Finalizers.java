// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Says whether anybody on the cluster can still remove the finalizers that hold what was deleted. */
final class Finalizers {
    /** Finalizers of Kubernetes itself, which have no domain; its other ones end in this domain or a part of it. */
    private static final Set<String> KUBERNETES_OWN = Set.of("foregroundDeletion", "orphan");

    private static final String KUBERNETES_DOMAIN = "kubernetes.io";
    private static final String SYSTEM_NAMESPACE = "kube-system";

    private final Cluster cluster;

    Finalizers(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * True if deleted objects are held by finalizers that are not Kubernetes' own, and no pod outside kube-system is
     * left that could run their controller. False if the pods may not be listed.
     *
     * @param left the API server's last reply for each object that is still there
     */
    boolean areUnserved(Collection<ApiResponse> left) {
        List<String> finalizers = new ArrayList<>();
        left.forEach(reply -> reply.body()
                .path("metadata")
                .path("finalizers")
                .forEach(finalizer -> finalizers.add(finalizer.asText())));
        return finalizers.stream().anyMatch(finalizer -> !isKubernetesOwn(finalizer)) && !runsAnything();
    }

    private static boolean isKubernetesOwn(String finalizer) {
        String domain = finalizer.replaceFirst("/.*", "");
        return KUBERNETES_OWN.contains(finalizer)
                || domain.equals(KUBERNETES_DOMAIN)
                || domain.endsWith("." + KUBERNETES_DOMAIN);
    }

    private boolean runsAnything() {
        ApiResponse pods = cluster.get("/api/v1/pods");
        if (!pods.isSuccess()) {
            return true;
        }
        for (JsonNode pod : pods.body().path("items")) {
            if (!pod.path("metadata").path("namespace").asText().equals(SYSTEM_NAMESPACE)) {
                return true;
            }
        }
        return false;
    }
}
