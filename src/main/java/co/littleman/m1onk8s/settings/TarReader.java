// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the names in a tar, to its end: POSIX ustar and pax, and that of GNU (pax in POSIX.1-2017, "ustar Interchange
 * Format"). A name of more than 100 characters may be cut.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_PAX_HEADER = 1 << 20;
    private static final Pattern PAX_SIZE = Pattern.compile("(?m)^\\d+ size=(\\d+)$");

    private final InputStream in;
    private boolean hasBegun;

    TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * The names of all entries, without {@code ./} before them.
     *
     * @throws StreamCorruptedException if it is no tar
     * @throws EOFException if it ends within an entry
     */
    Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        long paxSize = -1;
        for (byte[] header = block(); !isEnd(header); header = block()) {
            if (checksum(header) != number(header, 148, 8)) {
                throw new StreamCorruptedException("a header has another checksum");
            }
            char type = (char) header[156];
            long size = paxSize >= 0 ? paxSize : number(header, 124, 12);
            paxSize = -1;
            if (type == 'x') {
                paxSize = paxSize(size);
                continue;
            }
            names.add(name(header));
            // Links, devices and directories have no content, whatever size they name.
            in.skipNBytes(type >= '1' && type <= '6' ? 0 : padded(size));
        }
        // What is compressed has a checksum at its very end.
        in.transferTo(OutputStream.nullOutputStream());
        return names;
    }

    /** The next block; an empty one at the end of the file. */
    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length != 0 && block.length != BLOCK) {
            throw hasBegun ? new EOFException("the last block is cut") : new StreamCorruptedException("too short");
        }
        hasBegun = true;
        return block;
    }

    /** A tar ends with blocks of zeros, or as the file does. */
    private static boolean isEnd(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    /** A number in octal digits, or in binary ones if the first bit is set. */
    private static long number(byte[] header, int from, int length) throws IOException {
        if ((header[from] & 0x80) != 0) {
            long value = 0;
            for (int i = from + length - Math.min(length, Long.BYTES); i < from + length; i++) {
                value = (value << Byte.SIZE) | (header[i] & 0xff);
            }
            return value & Long.MAX_VALUE;
        }
        String digits = text(header, from, length).trim();
        if (!digits.matches("[0-7]*")) {
            throw new StreamCorruptedException("a header has no number where one belongs");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    /** The size that a pax header gives to the entry after it; -1 if it gives none. */
    private long paxSize(long length) throws IOException {
        if (length > LONGEST_PAX_HEADER) {
            throw new StreamCorruptedException("a pax header is too long");
        }
        byte[] content = in.readNBytes((int) length);
        in.skipNBytes(padded(length) - content.length);
        Matcher size = PAX_SIZE.matcher(new String(content, StandardCharsets.UTF_8));
        return size.find() ? Long.parseLong(size.group(1)) : -1;
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        boolean isPosix = text(header, 257, 8).equals("ustar");
        String prefix = isPosix ? text(header, 345, 155) : "";
        return (prefix.isEmpty() ? name : prefix + "/" + name).replaceFirst("^\\./", "");
    }

    /** The text up to the first zero. */
    private static String text(byte[] header, int from, int length) {
        byte[] field = Arrays.copyOfRange(header, from, from + length);
        int end = 0;
        while (end < length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8);
    }
}
