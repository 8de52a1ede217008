// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an API server says that it serves: everything in two answers (aggregated discovery, since Kubernetes 1.26). */
final class Discovery {
    private static final String AGGREGATED = Stream.of("v2", "v2beta1")
            .map("application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList"::formatted)
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();

    private final Cluster cluster;

    Discovery(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The API version that serves a kind, the preferred one if there are several; empty for a kind unknown. */
    Optional<String> versionOf(String kind) {
        // Not /api first: the old core Event has a successor in a group, and no kind has gone the other way.
        return Stream.of("/apis", "/api")
                .map(path -> cluster.get(path, AGGREGATED))
                .filter(ApiResponse::isSuccess)
                .flatMap(reply -> versionOf(kind, reply.body()).stream())
                .findFirst();
    }

    private static Optional<String> versionOf(String kind, JsonNode groups) {
        for (JsonNode group : groups.path("items")) {
            String name = group.path("metadata").path("name").asText("");
            for (JsonNode version : group.path("versions")) {
                if (kinds(version).contains(kind)) {
                    String number = version.path("version").asText();
                    return Optional.of(name.isEmpty() ? number : name + "/" + number);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> kinds(JsonNode version) {
        return StreamSupport.stream(version.path("resources").spliterator(), false)
                .map(resource -> resource.path("responseKind").path("kind").asText())
                .toList();
    }
}
