// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes a list of objects apart, as kubectl does: {@code kind: List}, and a typed one such as {@code ConfigMapList},
 * whose items may leave out what their list says.
 */
final class ObjectList {
    private static final String LIST = "List";

    private ObjectList() {}

    /** The objects of a document: its items if it is a list, lists in lists included, and else itself. */
    static Stream<Document> items(Document document) {
        JsonNode content = document.content();
        String kind = content.path("kind").asText();
        if (!kind.endsWith(LIST) || !content.path("items").isArray()) {
            return Stream.of(document);
        }
        List<Document> items = new ArrayList<>();
        for (int i = 0; i < content.path("items").size(); i++) {
            JsonNode item = content.path("items").get(i);
            if (item instanceof ObjectNode object && !kind.equals(LIST)) {
                inherit(object, "apiVersion", content.path("apiVersion").asText());
                inherit(object, "kind", kind.substring(0, kind.length() - LIST.length()));
            }
            items.add(new Document(place(document, i), item));
        }
        return items.stream().flatMap(ObjectList::items);
    }

    /** Of a list in a list, and of one in JSON, only its own line is known. */
    private static Place place(Document document, int item) {
        return item < document.itemPlaces().size() ? document.itemPlaces().get(item) : document.place();
    }

    private static void inherit(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }
}
