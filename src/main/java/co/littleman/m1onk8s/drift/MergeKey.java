// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The field by which Kubernetes tells the items of a list apart, such as the name of a container: such lists are
 * merged, and others may have added items to them.
 *
 * @param field empty for a list that is one value
 */
record MergeKey(String field) {
    private static final MergeKey NONE = new MergeKey("");

    /** The {@code x-kubernetes-list-map-keys} of the built-in kinds (API reference of 1.34), the more telling first. */
    private static final List<String> FIELDS =
            List.of("name", "mountPath", "devicePath", "containerPort", "port", "ip", "topologyKey", "uid");

    static MergeKey of(JsonNode list) {
        return FIELDS.stream()
                .filter(field -> StreamSupport.stream(list.spliterator(), false).allMatch(item -> item.has(field)))
                .findFirst()
                .map(MergeKey::new)
                .orElse(NONE);
    }

    boolean isNone() {
        return field.isEmpty();
    }

    String text(JsonNode item) {
        return item.path(field).asText();
    }

    /** The live item with that key; of several, as of one port by TCP and by UDP, the one that is most like it. */
    JsonNode find(JsonNode item, JsonNode live) {
        List<JsonNode> same = StreamSupport.stream(live.spliterator(), false)
                .filter(one -> text(one).equals(text(item)))
                .toList();
        Optional<JsonNode> twin = same.stream()
                .filter(one -> one.path("protocol")
                        .asText("TCP")
                        .equals(item.path("protocol").asText("TCP")))
                .findFirst();
        return twin.orElseGet(() -> same.stream().findFirst().orElse(MissingNode.getInstance()));
    }
}
