// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack that is right, of which a case is a change: the project's own, or one for tests alone.
 *
 * @param name as a file of a case says it
 * @param directory of its manifests
 * @param namespace the one that it is in, by a name that stands for nothing else in the files
 */
record BaseStack(String name, Path directory, String namespace) {
    /** The project's own, which a case changes if it names none. */
    static final BaseStack CACHE = of("cache", Path.of("manifests"));

    private static final Path OTHERS = Path.of("src/test/resources/stacks");

    /**
     * The stack of that name: {@code cache}, or a directory of src/test/resources/stacks.
     *
     * @throws IllegalArgumentException if there is none; it names those that there are
     */
    @JsonCreator
    static BaseStack named(String name) {
        if (name.equals(CACHE.name())) {
            return CACHE;
        }
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "there is no stack %s; stack may be one of %s".formatted(name, String.join(", ", names())));
        }
        return of(name, OTHERS.resolve(name));
    }

    private static Set<String> names() {
        try (Stream<Path> directories = Files.list(OTHERS)) {
            Set<String> names = directories
                    .filter(Files::isDirectory)
                    .map(directory -> String.valueOf(directory.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
            names.add(CACHE.name());
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BaseStack of(String name, Path directory) {
        return new BaseStack(name, directory, namespace(directory));
    }

    /** Of the one Namespace that it has. */
    private static String namespace(Path directory) {
        List<String> names = ManifestFiles.in(directory).stream()
                .map(BaseStack::read)
                .filter(object -> object.path("kind").asText().equals("Namespace"))
                .map(object -> object.at("/metadata/name").asText())
                .toList();
        if (names.size() != 1) {
            throw new IllegalStateException(
                    "%s must hold one Namespace, but holds %d; give it one".formatted(directory, names.size()));
        }
        return names.get(0);
    }

    /** One object a file, as patches need it. */
    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if it has a manifest of that name. */
    boolean has(String file) {
        return Files.exists(directory.resolve(file));
    }
}
