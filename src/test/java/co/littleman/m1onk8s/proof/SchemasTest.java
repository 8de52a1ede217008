// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OPEN_API = """
            {"definitions": {
              "io.k8s.api.core.v1.Service": {"type": "object", "description": "…",
                "properties": {
                  "kind": {"type": "string"},
                  "metadata": {"description": "…", "$ref": "#/definitions/io.k8s.meta.v1.ObjectMeta"},
                  "spec": {"$ref": "#/definitions/io.k8s.api.core.v1.ServiceSpec"}},
                "x-kubernetes-group-version-kind": [{"group": "", "version": "v1", "kind": "Service"}]},
              "io.k8s.api.core.v1.ServiceSpec": {"type": "object", "required": ["port"],
                "properties": {
                  "port": {"type": "integer", "format": "int32"},
                  "protocol": {"type": "string", "enum": ["TCP", "UDP"]},
                  "targetPort": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString"},
                  "size": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity"},
                  "more": {"type": "array", "items": {"$ref": "#/definitions/io.k8s.api.core.v1.ServiceSpec"}}}},
              "io.k8s.meta.v1.ObjectMeta": {"type": "object",
                "properties": {"annotations": {"type": "object", "additionalProperties": {"type": "string"}}}},
              "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": "string", "format": "int-or-string"},
              "io.k8s.apimachinery.pkg.api.resource.Quantity": {"type": "string"},
              "io.example.stable.v1.Tab": {"type": "object",
                "properties": {
                  "metadata": {"$ref": "#/definitions/io.k8s.meta.v1.ObjectMeta"},
                  "port": {"x-kubernetes-int-or-string": true},
                  "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}},
                "x-kubernetes-group-version-kind": [{"group": "stable.example.io", "version": "v1", "kind": "Tab"}]},
              "io.k8s.meta.v1.DeleteOptions": {"type": "object", "properties": {"kind": {"type": "string"}},
                "x-kubernetes-group-version-kind": [{"group": "", "version": "v1", "kind": "DeleteOptions"}]}}}
            """;

    private final Map<String, JsonNode> schemas = Schemas.derive(json(OPEN_API));
    private final JsonNode spec =
            schema("service-v1.json").path("properties").path("spec").path("properties");

    @Test
    void everyKindOfManifestHasAFileNamedAsKubeconformNamesIt() {
        assertThat(schemas).containsOnlyKeys("service-v1.json", "tab-stable-v1.json");
    }

    @Test
    void aPortIsANumberOrAName() {
        assertThat(spec.path("targetPort")).isEqualTo(json("{\"type\": [\"string\", \"integer\", \"null\"]}"));
        assertThat(schema("tab-stable-v1.json").path("properties").path("port"))
                .isEqualTo(json("{\"type\": [\"string\", \"integer\", \"null\"]}"));
    }

    @Test
    void aQuantityIsAStringOrANumber() {
        assertThat(spec.path("size")).isEqualTo(json("{\"type\": [\"string\", \"number\", \"null\"]}"));
    }

    @Test
    void nullIsAsGoodAsNothingWhereNothingIsRequired() {
        assertThat(spec.path("port")).isEqualTo(json("{\"type\": \"integer\", \"format\": \"int32\"}"));
        assertThat(spec.path("protocol"))
                .isEqualTo(json("{\"type\": [\"string\", \"null\"], \"enum\": [\"TCP\", \"UDP\", null]}"));
    }

    @Test
    void annotationsAreStrings() {
        assertThat(schema("service-v1.json").at("/properties/metadata/properties/annotations/additionalProperties"))
                .isEqualTo(json("{\"type\": [\"string\", \"null\"]}"));
    }

    @Test
    void whatComesToItselfAllowsAnythingThere() {
        assertThat(spec.path("more").path("items")).isEqualTo(json("{}"));
    }

    @Test
    void unknownFieldsAreForbiddenNowhereAsWithoutStrict() {
        assertThat(schema("tab-stable-v1.json").path("properties").path("free"))
                .isEqualTo(json("{\"type\": [\"object\", \"null\"]}"));
        assertThat(schemas.values())
                .noneSatisfy(schema -> assertThat(schema.toString()).contains("\"additionalProperties\":false"));
    }

    private JsonNode schema(String file) {
        JsonNode schema = schemas.get(file);
        assertThat(schema).isNotNull();
        return schema;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
