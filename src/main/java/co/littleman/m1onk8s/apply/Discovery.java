// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What an API server says that it serves: everything in two answers (aggregated discovery, since Kubernetes 1.26). */
final class Discovery {
    private static final String AGGREGATED = Stream.of("v2", "v2beta1")
            .map("application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList"::formatted)
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();

    private final Cluster cluster;
    private @Nullable Map<String, String> served;

    Discovery(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The API version that serves a kind, the preferred one if there are several; empty for a kind unknown. */
    Optional<String> versionOf(String kind) {
        return Optional.ofNullable(versions().get(kind));
    }

    /** The kinds that the server serves. */
    Set<String> kinds() {
        return versions().keySet();
    }

    /** For each kind, the version that the server prefers; asked for once. */
    private synchronized Map<String, String> versions() {
        if (served == null) {
            served = read();
        }
        return served;
    }

    private Map<String, String> read() {
        Map<String, String> versions = new LinkedHashMap<>();
        // Not /api first: the old core Event has a successor in a group, and no kind has gone the other way.
        for (String path : List.of("/apis", "/api")) {
            ApiResponse reply = cluster.get(path, AGGREGATED);
            if (reply.isSuccess()) {
                read(reply.body(), versions);
            }
        }
        return versions;
    }

    private static void read(JsonNode groups, Map<String, String> versions) {
        for (JsonNode group : groups.path("items")) {
            String name = group.path("metadata").path("name").asText("");
            for (JsonNode version : group.path("versions")) {
                String number = version.path("version").asText();
                kinds(version)
                        .forEach(kind -> versions.putIfAbsent(kind, name.isEmpty() ? number : name + "/" + number));
            }
        }
    }

    private static List<String> kinds(JsonNode version) {
        return StreamSupport.stream(version.path("resources").spliterator(), false)
                .map(resource -> resource.path("responseKind").path("kind").asText())
                .toList();
    }
}
