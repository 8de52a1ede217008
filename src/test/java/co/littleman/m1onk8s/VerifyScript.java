package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The README's first command, as it is typed.
 *
 * @param directory where its output goes
 */
public record VerifyScript(Path directory) {
    /** Maven has just built what the script would build; a second build beside this one would disturb it. */
    public static void isBuilt() throws IOException {
        Files.writeString(Path.of("target", ".built"), "");
    }

    /** Runs it to its end; its exit code. */
    public int run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("scripts/verify", "--yes"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** What the last run printed. */
    public String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }
}
