package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.settings.Knob;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.verdict.Result;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a run leaves its files: {@code verdicts.json}, the evidence of failures, the kubeconfig of a kept cluster. */
public final class ReportDirectory {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    public ReportDirectory(Path directory) {
        this.directory = directory;
    }

    /** The whole result. */
    public Path verdicts() {
        return directory.resolve("verdicts.json");
    }

    /** What the cluster showed when a claim failed. */
    public Path evidence() {
        return directory.resolve("evidence");
    }

    /**
     * Makes the directory, and removes what an earlier run left there: an old green must not pass for a new one.
     *
     * @throws SettingsException where it cannot be written
     */
    public void prepare() {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(verdicts());
            if (Files.isDirectory(evidence())) {
                for (Path file : deepestFirst()) {
                    Files.delete(file);
                }
            }
            Files.delete(Files.createTempFile(directory, "probe", null));
        } catch (IOException e) {
            throw new SettingsException("%s is '%s', but nothing can be written there (%s); name another directory."
                    .formatted(Knob.REPORT.flag(), directory, e));
        }
    }

    /** Takes away the result of an earlier run, where one did not come to pass: an old green must not pass for a new one. */
    public void forget() {
        try {
            Files.deleteIfExists(verdicts());
        } catch (IOException e) {
            // What cannot be written there is told by the next run that gets so far.
        }
    }

    /** Writes the result, whole or not at all. */
    public void write(Result result) {
        try {
            Path whole = Files.createTempFile(directory, "verdicts", ".tmp");
            Files.write(whole, JSON.writeValueAsBytes(result));
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(whole, verdicts(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a kubeconfig that only its owner can read, and says where it is. */
    public Path writeKubeconfig(String yaml) {
        try {
            Path file = directory.resolve(Kubectl.KEPT_KUBECONFIG);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> files = Files.walk(evidence())) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
