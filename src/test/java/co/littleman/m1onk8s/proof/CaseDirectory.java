// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The manifests of a case, written down as a developer would have them, in a namespace of their own. */
final class CaseDirectory {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final BaseStack stack;
    private final Path directory;
    private final String namespace;

    CaseDirectory(BaseStack stack, Path directory, String namespace) {
        this.stack = stack;
        this.directory = directory;
        this.namespace = namespace;
    }

    /** The base stack. */
    Path plain() {
        return write(directory.resolve("plain"), Map.of(), Map.of(), List.of());
    }

    /** The stack as the case has it. */
    Path changed(Case one) {
        return write(directory.resolve("changed"), one.patch(), one.manifests(), one.without());
    }

    private Path write(Path to, Map<String, JsonNode> patches, Map<String, String> more, List<String> without) {
        try {
            Files.createDirectories(to);
            for (Path file : files(to)) {
                // Another case's, where a check is tried without several of them in the same namespace.
                Files.delete(file);
            }
            for (Path file : files(stack.directory())) {
                String name = String.valueOf(file.getFileName());
                if (!without.contains(name)) {
                    Files.writeString(to.resolve(name), patched(Files.readString(file), patches.get(name)));
                }
            }
            for (Map.Entry<String, String> file : more.entrySet()) {
                Files.writeString(to.resolve(file.getKey()), placed(file.getValue()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String patched(String text, @Nullable JsonNode patch) throws IOException {
        return patch == null
                ? placed(text)
                : YAML.writeValueAsString(
                        JsonPatch.apply(YAML.readTree(placed(patch.toString())), YAML.readTree(placed(text))));
    }

    /** The base stack's namespace is a name that stands for nothing else, in an address too. */
    String placed(String text) {
        return text.replace(stack.namespace(), namespace);
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
