// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return run(Path.of("").toAbsolutePath(), Map.of(), options);
    }

    /** As above, called from another directory and with more in the environment. */
    public int run(Path caller, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path script = Path.of("scripts", "verify").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(script.toString(), "--yes"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(caller.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** What the last run printed. */
    public String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }
}
