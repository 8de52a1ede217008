package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One run at a time on a kept cluster. The lock is the process' own: it goes with the process, however that dies. */
final class KeptLock implements AutoCloseable {
    private final FileChannel channel;

    private KeptLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or null where another run holds it. */
    static @Nullable KeptLock tryLock(Target.Ephemeral target) {
        String name = "m1onk8s-verify-%s-%08x.lock".formatted(System.getProperty("user.name"), target.hashCode());
        Path file = Path.of(System.getProperty("java.io.tmpdir"), name);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
