// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * kubeconform's schemas, one file a kind, made from what the API server says of itself at {@code /openapi/v2}: with the
 * liberties that kubeconform's own default schemas take, which are made from the same source.
 */
final class Schemas {
    /** In the words of kubeconform's templates. */
    static final String TEMPLATE = "{{.ResourceKind}}{{.KindSuffix}}.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REF = "$ref";
    private static final String KINDS = "x-kubernetes-group-version-kind";
    private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    private static final Set<String> KEPT = Set.of("type", "format", "enum", "required");

    private final JsonNode definitions;
    /** Those around the one that is being written: a definition that comes to itself allows anything there. */
    private final Deque<String> within = new ArrayDeque<>();

    private Schemas(JsonNode definitions) {
        this.definitions = definitions;
    }

    static void write(JsonNode openApi, Path directory) {
        derive(openApi).forEach((file, schema) -> {
            try {
                JSON.writeValue(directory.resolve(file).toFile(), schema);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The schemas by the names of their files. */
    static Map<String, JsonNode> derive(JsonNode openApi) {
        JsonNode definitions = openApi.path("definitions");
        Map<String, JsonNode> files = new LinkedHashMap<>();
        definitions.fieldNames().forEachRemaining(name -> {
            // What has no metadata goes over the wire and is no manifest, such as DeleteOptions of every group.
            if (definitions.path(name).path("properties").has("metadata")) {
                kinds(definitions.path(name))
                        .forEach(kind -> files.put(file(kind), new Schemas(definitions).root(name)));
            }
        });
        return files;
    }

    private static Stream<JsonNode> kinds(JsonNode definition) {
        return StreamSupport.stream(definition.path(KINDS).spliterator(), false);
    }

    /** As kubeconform fills its template: of a group such as networking.k8s.io, only the first word. */
    private static String file(JsonNode kind) {
        String group = kind.path("group").asText();
        String suffix = group.isEmpty() ? "" : "-" + group.split("\\.", 2)[0];
        return "%s%s-%s.json"
                .formatted(
                        kind.path("kind").asText(), suffix, kind.path("version").asText())
                .toLowerCase(Locale.ROOT);
    }

    private JsonNode root(String name) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        return root.setAll((ObjectNode) definition(name, false));
    }

    private JsonNode definition(String name, boolean nullable) {
        if (within.contains(name)) {
            return JSON.createObjectNode();
        }
        // Kubernetes reads numbers there as well, although its schema says string; so do kubeconform's own.
        if (name.endsWith(".IntOrString")) {
            return types(nullable, "string", "integer");
        }
        if (name.endsWith(".resource.Quantity")) {
            return types(nullable, "string", "number");
        }
        within.push(name);
        JsonNode schema = schema(definitions.path(name), nullable);
        within.pop();
        return schema;
    }

    private JsonNode schema(JsonNode from, boolean nullable) {
        if (from.has(REF)) {
            String ref = from.path(REF).asText();
            return definition(ref.substring(ref.lastIndexOf('/') + 1), nullable);
        }
        if (from.path(INT_OR_STRING).asBoolean()) {
            return types(nullable, "string", "integer");
        }
        ObjectNode schema = JSON.createObjectNode();
        from.properties().stream()
                .filter(field -> KEPT.contains(field.getKey()))
                .forEach(field -> schema.set(field.getKey(), field.getValue()));
        if (nullable && from.path("type").isTextual()) {
            schema.setAll(types(true, from.path("type").asText()));
            // Null is then in no list of values.
            if (from.has("enum")) {
                schema.set("enum", ((ArrayNode) from.path("enum")).deepCopy().addNull());
            }
        }
        if (from.has("properties")) {
            Set<String> required = names(from.path("required"));
            ObjectNode properties = schema.putObject("properties");
            from.path("properties")
                    .properties()
                    .forEach(property -> properties.set(
                            property.getKey(), schema(property.getValue(), !required.contains(property.getKey()))));
        }
        if (from.has("items")) {
            schema.set("items", schema(from.path("items"), true));
        }
        // Where unknown fields are kept, any value will do; and what is not said is allowed everywhere: only -strict
        // forbids it.
        if (from.path("additionalProperties").isObject()) {
            schema.set("additionalProperties", schema(from.path("additionalProperties"), true));
        }
        return schema;
    }

    private static Set<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** A null is as good as nothing to Kubernetes, but where something is required. */
    private static ObjectNode types(boolean nullable, String... types) {
        ObjectNode schema = JSON.createObjectNode();
        ArrayNode list = schema.putArray("type");
        Stream.of(types).forEach(list::add);
        if (nullable) {
            list.add("null");
        }
        return schema;
    }
}
