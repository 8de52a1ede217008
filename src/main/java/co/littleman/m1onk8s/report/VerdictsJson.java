package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.verdict.Result;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a run as {@code verdicts.json}: whole or not at all. */
public final class VerdictsJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    public VerdictsJson(Path directory) {
        this.file = directory.resolve("verdicts.json");
    }

    /** Where it is written. */
    public Path file() {
        return file;
    }

    public void write(Result result) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "verdicts", ".tmp");
            Files.write(whole, JSON.writeValueAsBytes(result));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
