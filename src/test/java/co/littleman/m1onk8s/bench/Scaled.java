// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The stack with its component repeated, all in one namespace of its own: what a run costs may depend on the number of
 * components, and a verdict may not.
 */
final class Scaled {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Scaled() {}

    /** Writes manifests to another directory, each but the Namespace that many times. */
    static void write(Path from, Path to, int copies) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.yml")) {
            for (Path file : new TreeSet<>(List.of(toArray(files)))) {
                List<JsonNode> all = new ArrayList<>();
                for (JsonNode object : documents(file)) {
                    for (int copy = 0; copy < copies; copy++) {
                        all.add(copy(object, copy, namespace(copies)));
                        if (isNamespace(object)) {
                            break;
                        }
                    }
                }
                YAML.writer()
                        .writeValues(to.resolve(file.getFileName()).toFile())
                        .writeAll(all)
                        .close();
            }
        }
    }

    /** The namespace of a stack of that size. */
    static String namespace(int copies) {
        return "scale-" + copies;
    }

    private static Path[] toArray(DirectoryStream<Path> files) {
        List<Path> all = new ArrayList<>();
        files.forEach(all::add);
        return all.toArray(Path[]::new);
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    private static boolean isNamespace(JsonNode object) {
        return object.path("kind").asText().equals("Namespace");
    }

    /** Each copy has a label of its own, by which its Service selects its pods and no others. */
    private static JsonNode copy(JsonNode original, int number, String namespace) {
        ObjectNode object = original.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        if (isNamespace(object)) {
            metadata.put("name", namespace);
            return object;
        }
        metadata.put("namespace", namespace);
        if (number > 0) {
            metadata.put("name", metadata.path("name").asText() + "-" + number);
        }
        String label = "c" + number;
        metadata.withObject("/labels").put("copy", label);
        if (object.path("kind").asText().equals("Service")) {
            object.withObject("/spec/selector").put("copy", label);
        } else {
            object.withObject("/spec/selector/matchLabels").put("copy", label);
            object.withObject("/spec/template/metadata/labels").put("copy", label);
            // A small node has room for the limits of thirty, and not for their requests.
            object.at("/spec/template/spec/containers")
                    .forEach(container -> ((ObjectNode) container)
                            .withObject("/resources/requests")
                            .put("cpu", "10m")
                            .put("memory", "32Mi"));
        }
        return object;
    }
}
