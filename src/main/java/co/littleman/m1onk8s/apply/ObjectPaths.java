// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the API server keeps each object, found out from the server itself: one request for each API version. */
final class ObjectPaths {
    private final Cluster cluster;
    private final Discovery discovery;
    private final Map<String, ApiResponse> resources = new ConcurrentHashMap<>();

    ObjectPaths(Cluster cluster) {
        this.cluster = cluster;
        this.discovery = new Discovery(cluster);
    }

    /**
     * Path of the object, such as {@code /api/v1/namespaces/shop/services/cache}.
     *
     * @throws CheckFailedException UNKNOWN_KIND if the server does not serve the kind, with the version that does
     */
    String of(Manifest manifest) {
        String version = manifest.apiVersion();
        String root = version.contains("/") ? "/apis/" + version : "/api/" + version;
        ApiResponse reply = resources.computeIfAbsent(root, cluster::get);
        if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw unknown(manifest, "this cluster does not serve the API version " + version);
        }
        if (!reply.isSuccess()) {
            throw ApiRejection.of(manifest, reply);
        }
        for (JsonNode resource : reply.body().path("resources")) {
            String plural = resource.path("name").asText();
            if (resource.path("kind").asText().equals(manifest.kind()) && !plural.contains("/")) {
                String namespace = resource.path("namespaced").asBoolean() && manifest.namespace() != null
                        ? "/namespaces/" + segment(String.valueOf(manifest.namespace()))
                        : "";
                return root + namespace + "/" + plural + "/" + segment(manifest.name());
            }
        }
        throw unknown(manifest, "the API version %s has no such kind".formatted(version));
    }

    /** A name as it stands in a path: what is wrong with it is the API server's to say. */
    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    private CheckFailedException unknown(Manifest manifest, String why) {
        Finding finding = Finding.of(
                        Cause.UNKNOWN_KIND,
                        "%s: the API server knows no %s in %s."
                                .formatted(manifest.file(), manifest.kind(), manifest.apiVersion()))
                .seen(why)
                .next("kubectl api-resources | grep -i %s".formatted(manifest.kind()));
        return new CheckFailedException(discovery
                .versionOf(manifest.kind())
                .map(successor -> finding.detail("served", manifest.kind() + " in " + successor)
                        .likely("an API version that this Kubernetes (%s) does not serve; its successor here is %s"
                                .formatted(cluster.version(), successor)))
                .orElseGet(() ->
                        finding.likely("a misspelt kind, or an API version that this Kubernetes (%s) no longer serves%s"
                                .formatted(
                                        cluster.version(), Nearest.question(manifest.kind(), discovery.kinds(), "")))));
    }
}
