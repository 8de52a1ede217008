// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes the client pods of killed runs; a run that creates pods cleans up after other runs. On a cluster that people
 * share they go once they have expired, or have ended; on a kept one at once, for its lock says that nobody else is at
 * work there.
 */
public final class OrphanPods {
    private static final String OURS = "?labelSelector=app.kubernetes.io%2Fmanaged-by%3D" + OwnershipMetadata.MANAGER;
    private static final JsonMapper JSON = new JsonMapper();

    private final Cluster cluster;
    private final Progress progress;

    public OrphanPods(Cluster cluster, Progress progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /** Looks in these namespaces, from probe up, on a cluster that people share; everywhere on a kept one. */
    public void at(Level level, Target target, Set<String> namespaces) {
        if (cluster.isKept()) {
            // The run that was killed may have had other manifests.
            sweep("/api/v1/pods", "the kept cluster");
        } else if (target instanceof Target.Shared && level.allows(Level.PROBE)) {
            new TreeSet<>(namespaces)
                    .forEach(namespace -> sweep("/api/v1/namespaces/" + namespace + "/pods", "namespace " + namespace));
        }
    }

    private void sweep(String pods, String where) {
        ApiResponse reply = cluster.get(pods + OURS);
        if (!reply.isSuccess()) {
            progress.note("warning:   %s was not searched for leftovers: %s".formatted(where, reply.message()));
        }
        Instant now = Instant.now();
        for (JsonNode pod : reply.body().path("items")) {
            String why = left(pod, now);
            if (!why.isEmpty()) {
                delete(pod, why);
            }
        }
    }

    /** Why it is nobody's any more; empty if it may be somebody's. */
    private String left(JsonNode pod, Instant now) {
        JsonNode status = pod.path("status");
        String phase = status.path("phase").asText();
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return "it ended: " + status.path("reason").asText(phase);
        }
        if (cluster.isKept()) {
            return "nobody else is at work here";
        }
        return Expiry.hasPassed(pod, now)
                ? "it expired %d s ago"
                        .formatted(Duration.between(Expiry.at(pod), now).toSeconds())
                : "";
    }

    private void delete(JsonNode pod, String why) {
        String name = pod.at("/metadata/name").asText();
        String namespace = pod.at("/metadata/namespace").asText();
        ApiResponse reply = cluster.send(
                "DELETE",
                "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name),
                just(pod.at("/metadata/uid").asText())
                        .put("gracePeriodSeconds", 0)
                        .toString());
        if (reply.isSuccess()) {
            progress.note("sweep:     deleted pod %s in namespace %s, which run %s left; %s"
                    .formatted(
                            name,
                            namespace,
                            pod.at("/metadata/labels")
                                    .path(OwnershipMetadata.RUN)
                                    .asText("unknown"),
                            why));
        } else if (reply.code() != HttpURLConnection.HTTP_NOT_FOUND
                && reply.code() != HttpURLConnection.HTTP_CONFLICT) {
            progress.note("warning:   pod %s in namespace %s is left over (%s) and was not deleted: %s"
                    .formatted(name, namespace, why, reply.message()));
        }
    }

    /** A deletion of just this object, and none that took its name meanwhile. */
    static ObjectNode just(String uid) {
        ObjectNode options = JSON.createObjectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", "Background");
        options.putObject("preconditions").put("uid", uid);
        return options;
    }
}
