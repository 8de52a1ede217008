package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time on a kept cluster. The lock is the process' own: it goes with the process, however that dies. Its file
 * remembers the runs that may have left keys in Redis that do not expire: a run that was killed says nothing any more.
 */
final class KeptLock implements AutoCloseable {
    /** An id and the end of its line, so that half of what is written is a list as well. */
    private static final int RECORD = 9;

    private final FileChannel channel;

    private KeptLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or null where another run holds it. */
    static @Nullable KeptLock tryLock(Target.Ephemeral target) {
        try {
            FileChannel channel = FileChannel.open(
                    file(target), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return null;
            }
            return new KeptLock(channel);
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
    synchronized Set<String> left() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 1_000L * RECORD));
            channel.read(bytes, 0);
            return new String(bytes.array(), StandardCharsets.US_ASCII)
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
     * @throws Unproven DISK_FULL where they cannot be written down
     */
    synchronized void remember(Set<String> runs) {
        String list = runs.stream().sorted().map(run -> run + "\n").collect(Collectors.joining());
        try {
            // What is there stays until it is written over: a run that is killed here forgets nobody.
            channel.write(ByteBuffer.wrap(list.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.truncate(list.length());
        } catch (IOException e) {
            throw new Unproven(
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
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
