// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import co.littleman.m1onk8s.drift.Difference.Step;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who wrote a field last, as {@code metadata.managedFields} tells.
 *
 * @param manager such as {@code kubectl-edit}
 * @param time as the API server writes it
 */
public record FieldOwner(String manager, String time) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The owner of a field; of a field that is gone, the manager that changed the object last. Empty if the object does
     * not say.
     */
    public static Optional<FieldOwner> of(JsonNode live, Difference difference) {
        Comparator<JsonNode> byDepth = Comparator.comparingInt(
                entry -> difference.isGone() ? 0 : depth(entry.path("fieldsV1"), difference.path()));
        return entries(live)
                .filter(entry -> difference.isGone() || depth(entry.path("fieldsV1"), difference.path()) > 0)
                .max(byDepth.thenComparing(entry -> entry.path("time").asText()))
                .map(entry -> new FieldOwner(
                        entry.path("manager").asText(), entry.path("time").asText()));
    }

    /** Such as {@code kubectl-edit at 2026-01-01T00:00:00Z}. */
    public String text() {
        return manager + " at " + time;
    }

    private static Stream<JsonNode> entries(JsonNode live) {
        return StreamSupport.stream(live.path("metadata").path("managedFields").spliterator(), false)
                .filter(entry -> !entry.path("subresource").asText().equals("status"));
    }

    /** How many steps of the path are among the fields; a list that is one value has none below it. */
    private static int depth(JsonNode fields, List<Step> path) {
        JsonNode at = fields;
        int depth = 0;
        for (Step step : path) {
            at = step.item() == null ? at.path("f:" + step.name()) : item(at, step.item());
            if (at.isMissingNode()) {
                return depth;
            }
            depth++;
        }
        return depth;
    }

    private static JsonNode item(JsonNode fields, JsonNode item) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getKey().startsWith("k:") && hasKeys(item, field.getKey().substring(2))) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean hasKeys(JsonNode item, String keys) {
        try {
            return JSON.readTree(keys).properties().stream()
                    .allMatch(key -> key.getValue().equals(item.path(key.getKey())));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
