// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Objects of kinds that are not Kubernetes' own: somebody must have installed their definition. */
public final class CustomResources {
    /** Of Kubernetes' own objects, the one that defines such a kind. */
    static final String DEFINITION = "CustomResourceDefinition";

    private CustomResources() {}

    /**
     * Those of the manifests whose kind neither the cluster serves nor a manifest defines. It costs one request for
     * each API version that is not Kubernetes' own, and none without.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException if the API server gives no answer
     */
    public static List<Manifest> unserved(Cluster cluster, List<Manifest> manifests) {
        Map<String, ApiResponse> served = new HashMap<>();
        return manifests.stream()
                .filter(one -> !one.isBuiltIn())
                .filter(one -> manifests.stream().noneMatch(definition -> defines(definition, one)))
                .filter(one -> isUnserved(
                        one, served.computeIfAbsent(one.apiVersion(), version -> cluster.get("/apis/" + version))))
                .toList();
    }

    private static boolean isUnserved(Manifest resource, ApiResponse reply) {
        if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return true;
        }
        JsonNode resources = reply.body().path("resources");
        return reply.isSuccess()
                && StreamSupport.stream(resources.spliterator(), false)
                        .noneMatch(one -> one.path("kind").asText().equals(resource.kind()));
    }

    private static boolean defines(Manifest definition, Manifest resource) {
        if (!definition.kind().equals(DEFINITION)) {
            return false;
        }
        JsonNode spec = definition.object().path("spec");
        String group = spec.path("group").asText();
        return spec.path("names").path("kind").asText().equals(resource.kind())
                && StreamSupport.stream(spec.path("versions").spliterator(), false)
                        .anyMatch(version -> resource.apiVersion()
                                .equals(group + "/" + version.path("name").asText()));
    }
}
