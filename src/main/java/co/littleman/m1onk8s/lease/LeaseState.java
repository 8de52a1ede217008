// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.run.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Lease says.
 *
 * @param left runs that may have left data in a store that does not expire: each said so before it wrote the first
 * @param run the holder's run; empty if that is not told
 * @param holder empty if nobody holds it
 * @param uid the object's uid; empty for one that is not there yet
 * @param version the object's resourceVersion; empty for one that is not there yet
 */
record LeaseState(
        String run,
        Set<String> left,
        String holder,
        Instant acquired,
        Instant renewed,
        Duration duration,
        String uid,
        String version) {
    static final LeaseState NONE =
            new LeaseState("", Set.of(), "", Instant.EPOCH, Instant.EPOCH, Duration.ZERO, "", "");

    /** Of the run itself, and of those before it whose keys nobody has taken away yet. */
    static final String LEFT = "m1onk8s.littleman.co/left-by";

    private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}");
    private static final JsonMapper JSON = new JsonMapper();
    /** Kubernetes' MicroTime. */
    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    LeaseState {
        left = Collections.unmodifiableSet(new TreeSet<>(left));
    }

    static LeaseState of(JsonNode lease) {
        JsonNode spec = lease.path("spec");
        return new LeaseState(
                lease.at("/metadata/labels").path(OwnershipMetadata.RUN).asText(""),
                RUN.matcher(lease.at("/metadata/annotations").path(LEFT).asText(""))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet()),
                spec.path("holderIdentity").asText(""),
                time(spec.path("acquireTime")),
                time(spec.path("renewTime")),
                Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong(0)),
                lease.at("/metadata/uid").asText(""),
                lease.at("/metadata/resourceVersion").asText(""));
    }

    private static Instant time(JsonNode field) {
        return field.isTextual() ? Instant.parse(field.asText()) : Instant.EPOCH;
    }

    boolean isHeldAt(Instant now) {
        return !holder.isEmpty() && renewed.plus(duration).isAfter(now);
    }

    boolean isThere() {
        return !uid.isEmpty();
    }

    /** A new lease in somebody's hand. */
    static LeaseState heldBy(RunId run, String holder, Instant now, Duration forThisLong) {
        return new LeaseState(run.value(), Set.of(), holder, now, now, forThisLong, "", "");
    }

    LeaseState renewedAt(Instant now) {
        return new LeaseState(run, left, holder, acquired, now, duration, uid, version);
    }

    /** The same, which remembers these runs. */
    LeaseState remembering(Set<String> runs) {
        return new LeaseState(run, runs, holder, acquired, renewed, duration, uid, version);
    }

    /** In nobody's hand: all that it does is to remember. */
    LeaseState letGo() {
        return new LeaseState(run, left, "", acquired, renewed, duration, uid, version);
    }

    /** The object of that name, as the API server takes it. */
    ObjectNode object(String namespace, String name) {
        ObjectNode lease = JSON.createObjectNode();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata =
                lease.putObject("metadata").put("namespace", namespace).put("name", name);
        metadata.putObject("labels")
                .put(OwnershipMetadata.MANAGED_BY, OwnershipMetadata.MANAGER)
                .put(OwnershipMetadata.RUN, run);
        ObjectNode annotations =
                metadata.putObject("annotations").put(Expiry.ANNOTATION, Expiry.text(renewed.plus(duration)));
        if (!left.isEmpty()) {
            annotations.put(LEFT, String.join(",", left));
        }
        if (isThere()) {
            // A Lease may be made by a PUT: with its uid, it is this one or none.
            metadata.put("uid", uid).put("resourceVersion", version);
        }
        lease.putObject("spec")
                .put("leaseDurationSeconds", duration.toSeconds())
                .put("acquireTime", MICRO.format(acquired))
                .put("renewTime", MICRO.format(renewed))
                .put("holderIdentity", holder);
        return lease;
    }
}
