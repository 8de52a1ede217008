// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where manifests come from: texts, in the order in which they are to be applied. */
public sealed interface ManifestSource permits DirectorySource, FileSource {
    /** How messages call it at the beginning of a sentence, such as {@code The directory deploy}. */
    String title();

    /**
     * Its texts, in order.
     *
     * @throws SettingsException if there is none, or one cannot be read
     */
    List<Text> texts();

    /**
     * A directory, or else a single file.
     *
     * @throws SettingsException if the file is not one of manifests by its name
     */
    static ManifestSource of(Path path) {
        return Files.isDirectory(path) ? new DirectorySource(path) : new FileSource(path);
    }

    /**
     * A text with any number of documents: JSON if its origin ends in {@code .json}, and YAML if not.
     *
     * @param origin what {@link co.littleman.m1onk8s.settings.Place#origin} says of a line in it
     */
    record Text(String origin, String content) {}
}
