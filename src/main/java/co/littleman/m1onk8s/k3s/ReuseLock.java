// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.api.RunMemory;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time on a kept cluster. The lock is the process' own: it goes with the process, however that dies. Its
 * file remembers the runs that may have left data in a store that does not expire: a run that was killed says nothing any
 * more.
 */
public final class ReuseLock implements RunMemory, AutoCloseable {
    /** An id and the end of its line, so that half of what is written is a list as well. */
    private static final int RECORD = 9;

    /** Not a channel alone: that is closed, and the lock let go, if a thread writes to it that was interrupted. */
    private final RandomAccessFile file;

    private ReuseLock(RandomAccessFile file) {
        this.file = file;
    }

    /** The lock, or null if another run holds it. */
    static @Nullable ReuseLock tryLock(Target.Ephemeral target) {
        try {
            RandomAccessFile file = new RandomAccessFile(file(target).toFile(), "rw");
            FileLock lock = tryLock(file.getChannel());
            if (lock == null) {
                file.close();
                return null;
            }
            return new ReuseLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of each user and each way to start a node its own. */
    static Path file(Target.Ephemeral target) {
        String name = "m1onk8s-verify-%s-%08x.lock".formatted(System.getProperty("user.name"), target.hashCode());
        return Path.of(System.getProperty("java.io.tmpdir"), name);
    }

    /** The runs that it remembers. */
    @Override
    public synchronized Set<String> left() {
        try {
            byte[] bytes = new byte[(int) Math.min(file.length(), 1_000L * RECORD)];
            file.seek(0);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{8}"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Remembers just these.
     *
     * @throws CheckFailedException DISK_FULL if they cannot be written down
     */
    @Override
    public synchronized void remember(Set<String> runs) {
        String list = runs.stream().sorted().map(run -> run + "\n").collect(Collectors.joining());
        try {
            // What is there stays until it is written over: a run that is killed here forgets nobody.
            file.seek(0);
            file.write(list.getBytes(StandardCharsets.US_ASCII));
            file.setLength(list.length());
        } catch (IOException e) {
            throw new CheckFailedException(
                    Finding.of(Cause.DISK_FULL, "The lock file of the kept cluster cannot be written.")
                            .seen(e.toString())
                            .next("df -h " + System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
