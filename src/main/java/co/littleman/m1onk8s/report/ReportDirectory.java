// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.ReportFormat;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Waiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a run leaves its files: {@code verdicts.json}, its journal, the evidence of failures, the kubeconfig of a kept
 * cluster.
 */
public final class ReportDirectory {
    private final Path directory;
    private final Set<ReportFormat> formats;

    /** A directory with the result in JSON only. */
    public ReportDirectory(Path directory) {
        this(directory, Set.of());
    }

    /**
     * A directory with the result in several formats.
     *
     * @param formats beside JSON, which is always written
     */
    public ReportDirectory(Path directory, Set<ReportFormat> formats) {
        this.directory = directory;
        this.formats = Set.copyOf(formats);
    }

    /** The whole result. */
    public Path verdicts() {
        return directory.resolve(ReportFormat.JSON.fileName());
    }

    /** The run as it is made; see {@link Journal}. */
    Path journal() {
        return directory.resolve("journal.jsonl");
    }

    /** Room for {@link #verdicts()}, taken at the start of a run. */
    private Path reserve() {
        return directory.resolve("verdicts.json.tmp");
    }

    /**
     * How many bytes so many verdicts take, in a journal or in the result: they need a third of it if all is well.
     */
    static long room(int verdicts) {
        return 64 * 1024 + verdicts * 1024L;
    }

    /** What the cluster showed when a check failed. */
    public Path evidence() {
        return directory.resolve("evidence");
    }

    /**
     * Makes the directory, and removes what an earlier run left there: an old green must not pass for a new one.
     *
     * @throws SettingsException if it cannot be written
     */
    public void prepare() {
        try {
            Files.createDirectories(directory);
            deleteResults();
            Files.deleteIfExists(reserve());
            if (Files.isDirectory(evidence())) {
                for (Path file : deepestFirst()) {
                    Files.delete(file);
                }
            }
            Files.delete(Files.createTempFile(directory, "probe", null));
        } catch (IOException e) {
            throw new SettingsException("%s is '%s', but nothing can be written there (%s); name another directory."
                    .formatted(Options.REPORT.flag(), directory, e));
        }
    }

    /**
     * Takes the room that the result of so many verdicts will need, so that a disk that fills up meanwhile costs none.
     *
     * @return why there is none; empty if it was taken
     */
    public Optional<String> reserve(int verdicts) {
        try (RandomAccessFile file = new RandomAccessFile(reserve().toFile(), "rw")) {
            ReservedSpace.fill(file, room(verdicts));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Takes away the result of an earlier run, if one did not come to pass: an old green must not pass for a new one.
     */
    public void forget() {
        try {
            deleteResults();
        } catch (IOException e) {
            // What cannot be written there is told by the next run that gets so far.
        }
    }

    private void deleteResults() throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            Files.deleteIfExists(directory.resolve(format.fileName()));
        }
    }

    /**
     * Writes the result, whole or not at all: JSON into the space that was reserved for it, then the other formats.
     *
     * @return why it could not be written; empty if it was
     */
    public Optional<String> write(Result result) {
        try {
            write(ReportFormat.JSON, result, reserve());
            for (ReportFormat format : ReportFormat.values()) {
                if (format != ReportFormat.JSON && formats.contains(format)) {
                    write(format, result, directory.resolve(format.fileName() + ".tmp"));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static ReportWriter writer(ReportFormat format) {
        return switch (format) {
            case JSON -> new JsonReport();
            case JUNIT -> new JUnitReport();
        };
    }

    private void write(ReportFormat format, Result result, Path whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer(format).write(result, bytes);
        try (RandomAccessFile file = new RandomAccessFile(whole.toFile(), "rw")) {
            file.write(bytes.toByteArray());
            file.setLength(bytes.size());
        }
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
                whole,
                directory.resolve(format.fileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is said if {@link #write} could not: a run whose verdicts are lost is not green. */
    public Verdict unwritten(String why) {
        Finding finding = Finding.of(Cause.REPORT_UNWRITTEN, "%s could not be written (%s).".formatted(verdicts(), why))
                .next("make room there, or name another directory with %s".formatted(Options.REPORT.flag()));
        return Verdict.notPassed("report-written", Waiver.STACK, finding, 0, 0);
    }

    /** Takes the journal of a run away that did not come to be. */
    public void forgetJournal() {
        try {
            Files.deleteIfExists(journal());
            Files.deleteIfExists(reserve());
        } catch (IOException e) {
            // The next run begins another.
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
