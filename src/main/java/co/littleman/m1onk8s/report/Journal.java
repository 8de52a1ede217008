// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.Verdict;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was made, line by line, on the disk: what is in it is still there after kill -9, and after the machine
 * died. {@link LastRun} reads it.
 *
 * <p>Its room is taken beforehand and filled with empty lines, so that a disk that fills up in mid-run costs no
 * verdict.
 */
public final class Journal implements AutoCloseable {
    /** True if a run still writes there. */
    static boolean isOpen(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * A line.
     *
     * @param schemaVersion of the result that it is a part of, if {@code run} is; else null
     * @param run what is known of the run: at its beginning, again when its cluster is known, and at its end
     * @param verdict that was made
     * @param order the names of all verdicts as the report lists them, with the end of the run only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            double at,
            @Nullable Integer schemaVersion,
            @Nullable RunFacts run,
            @Nullable Verdict verdict,
            @Nullable List<String> order) {
        Line(double at, @Nullable RunFacts run, @Nullable Verdict verdict, @Nullable List<String> order) {
            this(at, run == null ? null : Result.SCHEMA_VERSION, run, verdict, order);
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final long startNanos = System.nanoTime();

    /** Not a channel alone: that is closed for all if a thread writes to it that was interrupted. */
    private final RandomAccessFile file;

    private final Object disk = new Object();
    private long written;
    private long forced;

    private Journal(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Begins one in the place of that of the run before.
     *
     * @param room to take beforehand, in bytes
     */
    static Journal begin(Path path, long room) throws IOException {
        // Not emptied: a run that still writes there keeps a file of its own.
        Files.deleteIfExists(path);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            // It goes with the process, however that dies: so a reader sees whether the run goes on.
            file.getChannel().tryLock();
            ReservedSpace.fill(file, room);
        } catch (IOException e) {
            // With less room it is as good, for as long as there is some.
        }
        return new Journal(file);
    }

    void run(RunFacts facts) throws IOException {
        append(new Line(seconds(), facts, null, null));
    }

    /** A skip is on the disk with what comes next: if the disk is busy a sync takes a quarter of a second. */
    void verdict(Verdict verdict) throws IOException {
        long position = write(new Line(seconds(), null, verdict, null));
        if (verdict.outcome() != Outcome.SKIPPED) {
            force(position);
        }
    }

    /** Several at once. */
    void verdicts(List<Verdict> several) throws IOException {
        for (Verdict verdict : several) {
            write(new Line(seconds(), null, verdict, null));
        }
        force(position());
    }

    void end(RunFacts facts, List<String> order) throws IOException {
        append(new Line(seconds(), facts, null, order));
    }

    private double seconds() {
        return Math.round((System.nanoTime() - startNanos) / 1e7) / 100.0;
    }

    private void append(Line line) throws IOException {
        force(write(line));
    }

    private synchronized long write(Line line) throws IOException {
        byte[] bytes = (text(line) + "\n").getBytes(StandardCharsets.UTF_8);
        file.seek(written);
        file.write(bytes);
        written += bytes.length;
        return written;
    }

    /**
     * A writer that comes while another one waits for the disk does not wait twice: one sync covers all that is
     * written.
     */
    private void force(long position) throws IOException {
        synchronized (disk) {
            if (forced < position) {
                long all = position();
                file.getFD().sync();
                forced = all;
            }
        }
    }

    private synchronized long position() {
        return written;
    }

    private static String text(Line line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives back the room that was not needed. */
    @Override
    public synchronized void close() {
        try (file) {
            file.setLength(written);
        } catch (IOException e) {
            // Empty lines at its end do no harm.
        }
    }
}
