// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that has ended, or was ended because its time was up. */
public record ToolRun(int exit, String out, String err, double seconds) {
    /** No command ends with it: the exit code of one whose time was up. */
    static final int OVERDUE = -1;

    /** A script that is told to end still has a pod to delete. */
    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(15);

    /** Runs a command to its end. Its words go through files, because a full pipe would stop it. */
    public static ToolRun of(List<String> command, Map<String, String> environment, Duration limit) {
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory("m1onk8s-verify-tool");
            Path out = scratch.resolve("out");
            Path err = scratch.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(
                            Files.createFile(scratch.resolve("in")).toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            long began = System.nanoTime();
            Process process = builder.start();
            int exit = ended(process, limit) ? process.exitValue() : OVERDUE;
            double seconds = (System.nanoTime() - began) / 1e9;
            return new ToolRun(exit, Files.readString(out), Files.readString(err), seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (scratch != null) {
                remove(scratch);
            }
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            end(process);
            return false;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a tool ran", e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(TO_CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS)) {
            below.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static void remove(Path scratch) {
        try {
            for (String file : List.of("in", "out", "err")) {
                Files.deleteIfExists(scratch.resolve(file));
            }
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line of its complaints, or else of what it said. */
    String lastWords() {
        return lastLine(err.isBlank() ? out : err);
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("");
    }
}
