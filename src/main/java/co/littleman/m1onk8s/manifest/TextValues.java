// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The values of labels, annotations and selectors, which must be text: YAML takes 200 and yes without quotes for a
 * number and a boolean, and the API server takes neither.
 */
final class TextValues {
    /** By the field that holds them, what such a value is called. A null is the API server's to judge. */
    private static final Map<String, String> WORDS = Map.of(
            "labels", "label",
            "annotations", "annotation",
            "matchLabels", "label",
            "nodeSelector", "label");

    /** In these a selector is itself a map of labels. */
    private static final Set<String> PLAIN_SELECTORS = Set.of("Service", "ReplicationController");

    private final Place place;
    private final ObjectNode object;

    TextValues(Place place, ObjectNode object) {
        this.place = place;
        this.object = object;
    }

    /**
     * Refuses the first that is no text.
     *
     * @param builtIn true for Kubernetes' own kinds; of others only the metadata is known
     */
    void refuse(boolean builtIn) {
        metadata("metadata", object.path("metadata"));
        if (PLAIN_SELECTORS.contains(kind())) {
            all("label", "spec.selector", object.at("/spec/selector"));
        }
        // The schemas in it have fields of these names, which hold schemas.
        if (builtIn && !kind().equals("CustomResourceDefinition")) {
            descend("spec", object.path("spec"));
        }
    }

    private String kind() {
        return object.path("kind").asText();
    }

    private void metadata(String at, JsonNode metadata) {
        all("label", at + ".labels", metadata.path("labels"));
        all("annotation", at + ".annotations", metadata.path("annotations"));
    }

    private void descend(String at, JsonNode node) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                descend(at + "[" + i + "]", node.get(i));
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String path = at + "." + field.getKey();
            String word = WORDS.get(field.getKey());
            if (word == null) {
                descend(path, field.getValue());
            } else {
                all(word, path, field.getValue());
            }
        }
    }

    private void all(String word, String at, JsonNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (!value.getValue().isTextual() && !value.getValue().isNull()) {
                throw new SettingsException("%s: %s %s of %s %s (%s) must be a string, but is %s."
                        .formatted(
                                place,
                                word,
                                value.getKey(),
                                kind(),
                                object.at("/metadata/name").asText(),
                                at,
                                found(value.getValue())));
            }
        }
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "the number %s; put it in quotes".formatted(value.asText());
            case BOOLEAN -> "the boolean %s; put it in quotes".formatted(value.asText());
            case ARRAY -> "a list; write it as one string, in quotes";
            default -> "a map; write it as one string, in quotes";
        };
    }
}
