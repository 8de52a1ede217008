// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The objects of the manifests as they are on the cluster, asked for once for all checks of a run. */
public final class LiveObjects {
    private final Cluster cluster;
    private final ObjectPaths paths;
    private final Map<String, ApiResponse> replies = new ConcurrentHashMap<>();

    public LiveObjects(Cluster cluster) {
        this.cluster = cluster;
        this.paths = new ObjectPaths(cluster);
    }

    /**
     * What the API server says when asked for the object of a manifest, warnings included.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException UNKNOWN_KIND if it has no place for it, API_UNREACHABLE
     */
    public ApiResponse reply(Manifest manifest) {
        return asked(paths.of(manifest));
    }

    /**
     * The object of a manifest; empty if there is none.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException if the API server does not tell
     */
    public Optional<JsonNode> object(Manifest manifest) {
        ApiResponse reply = reply(manifest);
        if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (!reply.isSuccess()) {
            throw ApiRejection.of(manifest, reply);
        }
        return Optional.of(reply.body());
    }

    /**
     * All HorizontalPodAutoscalers of a namespace, whoever made them.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if they may not be listed
     */
    public List<HorizontalPodAutoscaler> autoscalers(String namespace) {
        return list("autoscaling/v2", namespace, "horizontalpodautoscalers", HorizontalPodAutoscaler.class);
    }

    /**
     * All PodDisruptionBudgets of a namespace, whoever made them.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if they may not be listed
     */
    public List<PodDisruptionBudget> disruptionBudgets(String namespace) {
        return list("policy/v1", namespace, "poddisruptionbudgets", PodDisruptionBudget.class);
    }

    /**
     * All network policies of a namespace, whoever made them.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if they may not be listed
     */
    public List<NetworkPolicy> networkPolicies(String namespace) {
        return list("networking.k8s.io/v1", namespace, "networkpolicies", NetworkPolicy.class);
    }

    /**
     * Labels of a namespace.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if it may not be read
     */
    public Map<String, String> namespaceLabels(String namespace) {
        return asked("/api/v1/namespaces/" + namespace)
                .required("reading namespace " + namespace)
                .body()
                .at("/metadata/labels")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asText()));
    }

    private <T> List<T> list(String version, String namespace, String plural, Class<T> type) {
        return asked("/apis/%s/namespaces/%s/%s".formatted(version, namespace, plural))
                .required("listing %s in namespace %s".formatted(plural, namespace))
                .items(type);
    }

    private ApiResponse asked(String path) {
        return replies.computeIfAbsent(path, cluster::get);
    }
}
