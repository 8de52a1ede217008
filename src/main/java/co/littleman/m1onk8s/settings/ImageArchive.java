// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that the node loads images from. It is looked into before a run begins: a node that cannot load it ends, or
 * starts without the images, and then the stack seems to be at fault.
 */
final class ImageArchive {
    /** The node leaves all other files alone, and says nothing. */
    private static final String READ_HERE = ".+\\.(tar|tar\\.gz|tgz)";

    /** k3s loads these as well, and Java cannot read them. */
    private static final String OF_K3S = ".+\\.(tar\\.(bz2|lz4|zst)|tbz|tzst)";

    private static final String REWRITE = "write it again with 'docker save -o images.tar IMAGE'.";

    private ImageArchive() {}

    /** Why the node cannot load a file, and what to do: the end of a sentence; empty if it can. */
    static Optional<String> problem(Path file) {
        if (!Files.exists(file)) {
            return Optional.of(
                    "there is no such file; correct the path, or write one with 'docker save -o images.tar IMAGE'.");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("that is a directory and not an image archive; name the files in it.");
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.matches(READ_HERE) && !name.matches(OF_K3S)) {
            return Optional.of(
                    "the name of an image archive must end in .tar, .tar.gz, .tgz, .tar.bz2, .tbz, .tar.lz4, .tar.zst or .tzst, or the node does not load it; rename the file, or "
                            + REWRITE);
        }
        if (!Files.isReadable(file)) {
            return Optional.of("that file cannot be read; check its permissions.");
        }
        return name.matches(OF_K3S) ? Optional.empty() : inside(file, name.endsWith("gz"));
    }

    private static Optional<String> inside(Path file, boolean isGzip) {
        try (InputStream plain = new BufferedInputStream(Files.newInputStream(file))) {
            if (!isGzip && isGzip(plain)) {
                return Optional.of(
                        "it is compressed with gzip, so its name must end in .tar.gz; rename it, or " + REWRITE);
            }
            Set<String> names = new TarReader(isGzip ? new GZIPInputStream(plain) : plain).names();
            if (names.contains("manifest.json") || names.contains("oci-layout")) {
                return Optional.empty();
            }
            return Optional.of(
                    "an image archive must hold manifest.json or oci-layout, and that tar holds neither; " + REWRITE);
        } catch (EOFException e) {
            return Optional.of("that archive ends too early; copy it again, or " + REWRITE);
        } catch (StreamCorruptedException | ZipException e) {
            return Optional.of("an image archive must be a tar%s, and that file is none, or it is damaged; %s"
                    .formatted(isGzip ? " that is compressed with gzip" : "", REWRITE));
        } catch (IOException e) {
            return Optional.of("that file cannot be read (%s); check its disk and its permissions."
                    .formatted(e.getClass().getSimpleName()));
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() | (in.read() << Byte.SIZE);
        in.reset();
        return magic == GZIPInputStream.GZIP_MAGIC;
    }
}
