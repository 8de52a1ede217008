package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of the plain stack, as a file in faults/ or good/ tells it.
 *
 * @param fault one sentence: what is wrong, or for a good variant what is different and right
 * @param number of the row in the list of known faults, or null for one of our own
 * @param patch JSON Patch (RFC 6902) by file name of the manifest
 * @param manifests more files, by name
 * @param without files to leave out
 * @param live JSON Patch by object, such as {@code deployments/cache}, on the live stack once it runs
 * @param expect the claim that must fall; null for a good variant
 * @param also claims that may fall with it
 * @param disrupt claims of level disrupt to run as well
 * @param needs what this takes that the cluster of the tests does not have; null: nothing
 */
record Fault(
        @JsonProperty(required = true) String fault,
        @Nullable String number,
        Map<String, JsonNode> patch,
        Map<String, String> manifests,
        List<String> without,
        Map<String, JsonNode> live,
        @Nullable Expect expect,
        List<String> also,
        List<String> disrupt,
        @Nullable String needs) {

    Fault {
        patch = Objects.requireNonNullElse(patch, Map.of());
        manifests = Objects.requireNonNullElse(manifests, Map.of());
        without = Objects.requireNonNullElse(without, List.of());
        live = Objects.requireNonNullElse(live, Map.of());
        also = Objects.requireNonNullElse(also, List.of());
        disrupt = Objects.requireNonNullElse(disrupt, List.of());
    }

    /** What must come of it: the verdict of one claim, in the words of verdicts.json. */
    record Expect(
            @JsonProperty(required = true) String claim,
            @JsonProperty(required = true) String outcome,
            @JsonProperty(required = true) String cause) {}
}
