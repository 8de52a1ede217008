// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A definition of custom resources, which the API server serves a moment after it has taken it. */
final class Definition {
    /** It takes some tenths of a second if the cluster is well. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Manifest manifest;
    private final String path;

    /**
     * A definition that was applied.
     *
     * @param path where the API server keeps it
     */
    Definition(Cluster cluster, Manifest manifest, String path) {
        this.cluster = cluster;
        this.manifest = manifest;
        this.path = path;
    }

    /**
     * Returns once objects of its kind can be made.
     *
     * @throws CheckFailedException DEFINITION_NOT_ESTABLISHED if its names are taken, or nothing comes of it in time
     */
    void awaitEstablished() {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        boolean established = Poll.LOCAL.until(BUDGET, () -> {
            JsonNode object = cluster.get(path).body();
            last.set(object);
            JsonNode names = condition(object, "NamesAccepted");
            if (names.path("status").asText().equals("False")) {
                throw refused(names.path("message").asText());
            }
            return condition(object, "Established").path("status").asText().equals("True") && isServed();
        });
        if (!established) {
            throw refused("no condition Established within %d s".formatted(BUDGET.toSeconds()));
        }
    }

    /** The condition comes before the server lists the kind. */
    private boolean isServed() {
        JsonNode spec = manifest.object().path("spec");
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                ApiResponse reply = cluster.get("/apis/%s/%s"
                        .formatted(
                                spec.path("group").asText(),
                                version.path("name").asText()));
                if (!reply.isSuccess()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return object.path("status").path("none");
    }

    private CheckFailedException refused(String seen) {
        return new CheckFailedException(Finding.of(
                        Cause.DEFINITION_NOT_ESTABLISHED,
                        "%s: the API server does not serve the kind %s of %s."
                                .formatted(
                                        manifest.file(),
                                        manifest.object().at("/spec/names/kind").asText(),
                                        manifest.title()))
                .seen(seen)
                .likely("another definition of the same group has one of its names")
                .next("kubectl get crd %s -o yaml   # status.conditions tell why".formatted(manifest.name())));
    }
}
