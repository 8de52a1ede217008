// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command line in a JVM of its own, so that it can be stopped, killed, and asked for its exit code. */
public final class VerifyProcess {
    private final Path directory;
    private final Process process;

    private VerifyProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts a verification whose report and output go to a directory. */
    public static VerifyProcess start(Path directory, Map<String, String> environment, String... options) {
        return startIn(List.of(), directory, environment, options);
    }

    /** As {@link #start}, behind a command that changes the surroundings. Needs root. */
    public static VerifyProcess startIn(
            List<String> surroundings, Path directory, Map<String, String> environment, String... options) {
        try {
            Files.createDirectories(directory);
            // A build in a shell's background ignores Ctrl-C, and its children inherit that.
            List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
            command.addAll(surroundings);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    // Not Maven's repository, which another user may not read.
                    "target/classes:target/lib/*",
                    Main.class.getName(),
                    "--report",
                    directory.toString()));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.txt").toFile());
            builder.environment().putAll(environment);
            return new VerifyProcess(directory, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the output has this text. */
    public VerifyProcess awaitOutput(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> output().contains(text) || !process.isAlive());
        return this;
    }

    /** What Ctrl-C sends. */
    public VerifyProcess interrupt() {
        return signal("INT");
    }

    public VerifyProcess terminate() {
        return signal("TERM");
    }

    public VerifyProcess kill() {
        return signal("KILL");
    }

    private VerifyProcess signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int exitCode() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after 120 s:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String output() {
        try {
            return Files.readString(directory.resolve("output.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdicts.json that it wrote. */
    public JsonNode verdicts() {
        try {
            return new JsonMapper().readTree(directory.resolve("verdicts.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
