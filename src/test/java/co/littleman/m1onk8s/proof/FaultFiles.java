package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads faults/ or good/: one file each, known by its name. */
final class FaultFiles {
    private static final YAMLMapper YAML = new YAMLMapper();

    private FaultFiles() {}

    static Map<String, Fault> in(String directory) {
        Path path = Path.of("src/test/resources", directory);
        try (Stream<Path> files = Files.list(path)) {
            Map<String, Fault> faults = new TreeMap<>();
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName()).replaceFirst("\\.yml$", "");
                faults.put(name, YAML.readValue(file.toFile(), Fault.class));
            }
            return faults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
