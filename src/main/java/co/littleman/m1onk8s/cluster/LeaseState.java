package co.littleman.m1onk8s.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a Lease says.
 *
 * @param holder empty where nobody holds it
 * @param version the object's resourceVersion; empty for one that is not there yet
 */
record LeaseState(String holder, Instant acquired, Instant renewed, Duration duration, String version) {
    private static final JsonMapper JSON = new JsonMapper();
    /** Kubernetes' MicroTime. */
    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static LeaseState of(JsonNode lease) {
        JsonNode spec = lease.path("spec");
        return new LeaseState(
                spec.path("holderIdentity").asText(""),
                time(spec.path("acquireTime")),
                time(spec.path("renewTime")),
                Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong(0)),
                lease.at("/metadata/resourceVersion").asText(""));
    }

    private static Instant time(JsonNode field) {
        return field.isTextual() ? Instant.parse(field.asText()) : Instant.EPOCH;
    }

    boolean isHeldAt(Instant now) {
        return !holder.isEmpty() && renewed.plus(duration).isAfter(now);
    }

    /** The same lease in another hand, or in none. */
    LeaseState heldBy(String other, Instant now, Duration forThisLong) {
        return new LeaseState(other, now, now, forThisLong, version);
    }

    LeaseState renewedAt(Instant now) {
        return new LeaseState(holder, acquired, now, duration, version);
    }

    /** The object of that name, as the API server takes it. */
    ObjectNode object(String namespace, String name) {
        ObjectNode lease = JSON.createObjectNode();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata =
                lease.putObject("metadata").put("namespace", namespace).put("name", name);
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", name);
        if (!version.isEmpty()) {
            metadata.put("resourceVersion", version);
        }
        ObjectNode spec = lease.putObject("spec")
                .put("leaseDurationSeconds", duration.toSeconds())
                .put("acquireTime", MICRO.format(acquired))
                .put("renewTime", MICRO.format(renewed));
        if (!holder.isEmpty()) {
            spec.put("holderIdentity", holder);
        }
        return lease;
    }
}
