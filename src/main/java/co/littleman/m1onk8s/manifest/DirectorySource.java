// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The manifests among the files of a directory, in the order of their numbers; directories in it are not read. */
record DirectorySource(Path directory) implements ManifestSource {
    private static final Pattern NUMBER = Pattern.compile("(\\d+).*");

    @Override
    public String title() {
        return "The directory " + directory;
    }

    @Override
    public List<Text> texts() {
        List<FileSource> files = files();
        if (files.isEmpty()) {
            throw new SettingsException(
                    "%s holds no manifest; put .yml, .yaml or .json files there, or name another with --manifests."
                            .formatted(title()));
        }
        return files.stream().map(FileSource::text).toList();
    }

    private List<FileSource> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(FileSource::isManifest)
                    .map(FileSource::new)
                    .sorted(Comparator.comparing(DirectorySource::number).thenComparing(FileSource::name))
                    .toList();
        } catch (IOException e) {
            throw FileSource.unreadable(title(), e);
        }
    }

    /** Files without a number come last: numbers say what must be there first. */
    private static BigDecimal number(FileSource file) {
        Matcher matcher = NUMBER.matcher(file.name());
        return new BigDecimal(matcher.matches() ? matcher.group(1) : "1e999");
    }
}
