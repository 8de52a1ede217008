// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A copy of manifests/ in a directory and a namespace of its own, with something changed. */
public record Variant(Path directory, String namespace) {
    public static final String DEPLOYMENT = "50-cache.dep.yml";
    public static final String SERVICE = "50-cache.svc.yml";

    private static final String PLAIN = "m1onk8s-littleman-co";
    private static final YAMLMapper YAML = new YAMLMapper();

    public static Variant of(Path parent, String namespace) {
        Variant variant = new Variant(parent.resolve(namespace), namespace);
        try (Stream<Path> files = Files.list(Path.of("manifests"))) {
            Files.createDirectories(variant.directory);
            for (Path file : files.toList()) {
                Files.writeString(
                        variant.directory.resolve(String.valueOf(file.getFileName())),
                        Files.readString(file).replace(PLAIN, namespace));
            }
            return variant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a field or an item of a list, by its JSON pointer. */
    public Variant with(String file, String pointer, Object value) {
        JsonPointer path = JsonPointer.compile(pointer);
        return edit(file, object -> {
            if (object.at(path.head()) instanceof ArrayNode list) {
                list.set(path.last().getMatchingIndex(), YAML.<JsonNode>valueToTree(value));
            } else {
                parent(object, path).set(path.last().getMatchingProperty(), YAML.valueToTree(value));
            }
        });
    }

    /** Gives a field another name. */
    public Variant renamed(String file, String pointer, String name) {
        JsonPointer path = JsonPointer.compile(pointer);
        return edit(file, object -> {
            ObjectNode parent = parent(object, path);
            parent.set(name, parent.remove(path.last().getMatchingProperty()));
        });
    }

    /** Adds a file; {@code %s} in its text is the namespace. */
    public Variant also(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text.formatted(namespace));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Variant without(String file) {
        try {
            Files.delete(directory.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All its files as one, in order. */
    public String text() {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode parent(ObjectNode object, JsonPointer path) {
        JsonNode parent = object.at(path.head());
        if (!(parent instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("nothing at " + path.head());
        }
        return fields;
    }

    private Variant edit(String file, Consumer<ObjectNode> change) {
        try {
            Path path = directory.resolve(file);
            ObjectReader reader = YAML.readerFor(ObjectNode.class);
            List<ObjectNode> documents;
            try (var values = reader.<ObjectNode>readValues(path.toFile())) {
                documents = values.readAll();
            }
            change.accept(documents.get(0));
            YAML.writerFor(ObjectNode.class).writeValue(path.toFile(), documents.get(0));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
