package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Takes away the client pods of runs that were killed, once these have expired; whoever makes pods cleans up after others. */
public final class Sweep {
    private static final String OURS = "?labelSelector=app.kubernetes.io%2Fmanaged-by%3D" + Mark.MANAGER;
    private static final JsonMapper JSON = new JsonMapper();

    private final Cluster cluster;
    private final Progress progress;

    public Sweep(Cluster cluster, Progress progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /** Looks in these namespaces, from probe up, on a cluster that outlives its runs. */
    public void at(Level level, Target target, Set<String> namespaces) {
        if (target instanceof Target.Shared && level.allows(Level.PROBE)) {
            new TreeSet<>(namespaces).forEach(this::sweep);
        }
    }

    private void sweep(String namespace) {
        String pods = "/api/v1/namespaces/" + namespace + "/pods";
        Reply reply = cluster.get(pods + OURS, Metadata.LIST);
        if (!reply.isSuccess()) {
            progress.note(
                    "warning:   namespace %s was not searched for leftovers: %s".formatted(namespace, reply.message()));
        }
        Instant now = Instant.now();
        for (JsonNode pod : reply.body().path("items")) {
            if (Expiry.hasPassed(pod, now)) {
                delete(pods, namespace, pod, now);
            }
        }
    }

    private void delete(String pods, String namespace, JsonNode pod, Instant now) {
        String name = pod.at("/metadata/name").asText();
        Reply reply = cluster.send(
                "DELETE",
                pods + "/" + name,
                just(pod.at("/metadata/uid").asText())
                        .put("gracePeriodSeconds", 0)
                        .toString());
        if (reply.isSuccess()) {
            progress.note("sweep:     deleted pod %s in namespace %s, which run %s left; it expired %d s ago"
                    .formatted(
                            name,
                            namespace,
                            pod.at("/metadata/labels").path(Mark.RUN).asText("unknown"),
                            Duration.between(Expiry.at(pod), now).toSeconds()));
        } else if (reply.code() != HttpURLConnection.HTTP_NOT_FOUND
                && reply.code() != HttpURLConnection.HTTP_CONFLICT) {
            progress.note("warning:   pod %s in namespace %s has expired and was not deleted: %s"
                    .formatted(name, namespace, reply.message()));
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
