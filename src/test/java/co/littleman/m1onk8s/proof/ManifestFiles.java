// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The manifests in a directory, as tools take them that know nothing of this suite. */
final class ManifestFiles {
    private static final Pattern ENDING = Pattern.compile(".*\\.(ya?ml|json)");

    private static final Pattern IMAGE = Pattern.compile("(\\bimage\"? *: *[\"']?)([\\w./:@-]+)");

    private ManifestFiles() {}

    static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> ENDING.matcher(file.toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The images that they name. */
    static List<String> images(Path directory) {
        return in(directory).stream()
                .map(ManifestFiles::text)
                .flatMap(text -> IMAGE.matcher(text).results())
                .map(image -> image.group(2))
                .toList();
    }

    /** Copies manifests, with the images that the cluster has in place of those that are written there. */
    static void copy(Path from, Path to, Map<String, String> overrides) {
        try {
            for (Path file : in(from)) {
                Files.writeString(to.resolve(from.relativize(file)), withImages(text(file), overrides));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only if an image is named, and the whole name: a container may well be called redis, too. */
    static String withImages(String text, Map<String, String> overrides) {
        return IMAGE.matcher(text)
                .replaceAll(image -> Matcher.quoteReplacement(
                        image.group(1) + overrides.getOrDefault(image.group(2), image.group(2))));
    }
}
