// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Documents that are not ready to be applied: what a cluster wrote was left in them, or they are encrypted. */
final class UnappliableDocuments {
    /**
     * Only a cluster writes these; an object that has them says which one of all that were ever there it wants to be.
     */
    private static final List<String> OF_ONE_OBJECT = List.of("uid", "resourceVersion", "managedFields");

    /** Without the above these do no harm, and tools write them empty. */
    private static final List<String> BESIDE = List.of("creationTimestamp", "generation", "selfLink");

    /** Old generators write a status into each of these. */
    private static final Set<String> STATUS_IS_USUAL = Set.of("CustomResourceDefinition");

    private static final String ENCRYPTED = "ENC[AES256_GCM,";

    private UnappliableDocuments() {}

    /** Refuses a file that SOPS has encrypted, whatever else is in it. */
    static void refuseEncrypted(Place place, ObjectNode object) {
        JsonNode sops = object.path("sops");
        boolean isSops = sops.isObject() && (sops.has("mac") || sops.has("version"));
        if (isSops || values(object).anyMatch(value -> value.startsWith(ENCRYPTED))) {
            throw new SettingsException(
                    "%s is encrypted by SOPS, and the API server would get the ciphertext; decrypt it first (sops --decrypt) and give the result."
                            .formatted(place));
        }
    }

    /** Refuses an object as a cluster hands it out. */
    static void refuseExported(Place place, ObjectNode object, boolean builtIn) {
        JsonNode metadata = object.path("metadata");
        List<String> found = new ArrayList<>(OF_ONE_OBJECT.stream()
                .filter(field -> isSet(metadata.path(field)))
                .map(field -> "metadata." + field)
                .toList());
        boolean hasStatus = isSet(object.path("status"));
        boolean statusTells =
                builtIn && !STATUS_IS_USUAL.contains(object.path("kind").asText());
        if (found.isEmpty() && !(hasStatus && statusTells)) {
            return;
        }
        BESIDE.stream().filter(field -> isSet(metadata.path(field))).forEach(field -> found.add("metadata." + field));
        if (hasStatus) {
            found.add("status");
        }
        throw new SettingsException(
                "%s: %s %s was exported from a cluster: it has %s, which only the API server writes; remove %s."
                        .formatted(
                                place,
                                object.path("kind").asText(),
                                metadata.path("name").asText(),
                                String.join(", ", found),
                                found.size() == 1 ? "it" : "them"));
    }

    /** False for what is not there, and for what is there and empty from top to bottom, as generators write it. */
    private static boolean isSet(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return false;
        }
        if (node.isContainerNode()) {
            return elements(node).anyMatch(UnappliableDocuments::isSet);
        }
        return !node.asText().isEmpty();
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(elements::add);
        return elements.stream();
    }

    private static Stream<String> values(JsonNode node) {
        return node.isContainerNode() ? elements(node).flatMap(UnappliableDocuments::values) : Stream.of(node.asText());
    }
}
