// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of scripts/verify that has ended.
 *
 * @param seconds of the whole command
 * @param peakMib the most memory that it took, in MiB; of a command that ends at once, 0
 * @param report where verdicts.json is, if it got that far
 */
record VerifyCall(int exitCode, double seconds, double peakMib, Path output, Path report) {
    private static final int SAMPLE_MILLIS = 200;
    private static final Pattern PEAK = Pattern.compile("^VmHWM:\\s*([0-9]+) kB$", Pattern.MULTILINE);

    /** Makes sure that no timed call has to build the program. */
    static void prepare(Path work) throws IOException, InterruptedException {
        VerifyCall call = of(work.resolve("version"), List.of("--version"));
        if (call.exitCode() != 0) {
            throw new IllegalStateException(call.text());
        }
    }

    /** Runs it to its end; what it prints and reports goes to a directory. */
    static VerifyCall of(Path directory, List<String> options) throws IOException, InterruptedException {
        Path output = Files.createDirectories(directory).resolve("output.txt");
        List<String> command = new ArrayList<>(List.of("scripts/verify", "--report", directory.toString()));
        command.addAll(options);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        // Sampled, because Java tells nobody how much memory a process took at most.
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        double peak = 0;
        while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMib(status));
        }
        return new VerifyCall(process.exitValue(), (System.nanoTime() - began) / 1e9, peak, output, directory);
    }

    private static double peakMib(Path status) {
        try {
            return peakMib(Files.readString(status));
        } catch (IOException e) {
            return 0; // The process has just ended.
        }
    }

    /** The most memory that a process has taken so far, in MiB, by its status in /proc. */
    static double peakMib(String status) {
        Matcher peak = PEAK.matcher(status);
        return peak.find() ? Integer.parseInt(peak.group(1)) / 1024.0 : 0;
    }

    String text() throws IOException {
        return Files.readString(output);
    }

    /** Empty if it ended before it had a verdict. */
    Optional<RunReport> verdicts() throws IOException {
        try {
            return Optional.of(RunReport.read(report));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
