// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of the user's own that renders manifests.
 *
 * @param command the program and the arguments that come before all others
 * @param version as it says itself
 */
record Tool(List<String> command, String version) {
    /** A chart of hundreds of objects takes two; one that waits for a server that does not answer never ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int WORDS = 15;

    /** The program, if it is on the PATH and says its version. */
    static Optional<Tool> find(List<String> command, String... askingVersion) {
        try {
            String said = run(with(command.subList(0, 1), List.of(askingVersion)));
            return Optional.of(
                    new Tool(command, said.lines().findFirst().orElse("").strip()));
        } catch (MissingException e) {
            return Optional.empty();
        }
    }

    /**
     * What it writes.
     *
     * @throws SettingsException if it fails, with what it says; writes nothing; writes too much; or does not end
     */
    String output(List<String> arguments) {
        List<String> all = with(command, arguments);
        String output = run(all);
        if (output.isBlank()) {
            throw new SettingsException("%s must write manifests, but wrote nothing; run it yourself to see why."
                    .formatted(typed(arguments)));
        }
        return output;
    }

    /** The command line, as a user types it. */
    String typed(List<String> arguments) {
        return typed(with(command, arguments).stream());
    }

    private static String typed(Stream<String> words) {
        return words.map(ShellWord::of).collect(Collectors.joining(" "));
    }

    private static List<String> with(List<String> command, List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }

    private static String run(List<String> command) {
        String line = typed(command.stream());
        Process process = start(command);
        try {
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = read(process.getInputStream());
            CompletableFuture<byte[]> words = read(process.getErrorStream());
            byte[] written = output.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (written.length > ManifestSource.MOST_BYTES) {
                throw new SettingsException(
                        "%s must write at most %d MB, but wrote more; render only the stack's own manifests."
                                .formatted(line, ManifestSource.MOST_BYTES / 1_000_000));
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new SettingsException("%s failed with exit code %d, and nothing was applied. It said:%n%s"
                        .formatted(line, status, last(words.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))));
            }
            return new String(written, StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new SettingsException(
                    "%s must end within %d s, but did not; run it yourself to see what it waits for."
                            .formatted(line, PATIENCE.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException(line + " was interrupted, and nothing was applied.");
        } catch (IOException | ExecutionException e) {
            throw new SettingsException(
                    "%s could not be talked to (%s); run it yourself to see why.".formatted(line, e));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // None of its business.
        Options.all().stream().filter(Option::isSecret).map(Option::env).forEach(builder.environment()::remove);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MissingException();
        }
    }

    private static CompletableFuture<byte[]> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return stream.readNBytes(ManifestSource.MOST_BYTES + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String last(byte[] words) {
        List<String> lines = new String(words, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - WORDS), lines.size()).stream()
                .map("  "::concat)
                .collect(Collectors.joining("\n"));
    }

    /** The program is not on the PATH. */
    private static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
