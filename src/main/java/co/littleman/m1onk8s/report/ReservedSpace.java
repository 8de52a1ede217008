// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/** Room on a disk, taken before it is needed: by bytes that are really there, for a file with holes takes none. */
final class ReservedSpace {
    private static final int CHUNK = 64 * 1024;

    private ReservedSpace() {}

    /** Fills a file with empty lines, up to a size. */
    static void fill(RandomAccessFile file, long bytes) throws IOException {
        byte[] lines = new byte[CHUNK];
        Arrays.fill(lines, (byte) '\n');
        file.seek(0);
        for (long left = bytes; left > 0; left -= CHUNK) {
            file.write(lines, 0, (int) Math.min(CHUNK, left));
        }
        file.getFD().sync();
    }
}
