package co.littleman.m1onk8s.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Room on a disk, taken before it is needed: by bytes that are really there, for a file with holes takes none. */
final class Reserved {
    private static final int CHUNK = 64 * 1024;

    private Reserved() {}

    /** Fills a file with empty lines, up to a size. */
    static void fill(FileChannel file, long bytes) throws IOException {
        byte[] lines = new byte[CHUNK];
        Arrays.fill(lines, (byte) '\n');
        for (long at = 0; at < bytes; ) {
            at += file.write(ByteBuffer.wrap(lines, 0, (int) Math.min(CHUNK, bytes - at)), at);
        }
        file.force(true);
    }
}
