// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where manifests come from: texts, in the order in which they are to be applied. */
public sealed interface ManifestSource
        permits ChartSource, DirectorySource, FileSource, KustomizeSource, StandardInput {
    /** More than any stack has; a tool that writes without end is stopped there. */
    int MOST_BYTES = 10_000_000;

    /** How messages call it at the beginning of a sentence, such as {@code The directory deploy}. */
    String title();

    /**
     * Its texts, in order.
     *
     * @throws SettingsException if there is none, or one cannot be read
     */
    List<Text> texts();

    /** The command that writes the same texts, as a user types it; empty if they are files. */
    default String command() {
        return "";
    }

    /** What a run says of it, such as which tool rendered it; known once the texts are read. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * What the settings name.
     *
     * @throws SettingsException if it is a file that is not one of manifests by its name, or options of a chart are
     *     given for what is none
     */
    static ManifestSource of(Settings settings) {
        Path path = settings.manifests();
        if (ChartSource.isChart(path)) {
            return new ChartSource(path, settings.rendering(), settings.namespace());
        }
        if (settings.rendering().wantsChart()) {
            throw new SettingsException(
                    "--values, --set and --release are for a Helm chart, but --manifests is %s, which holds no Chart.yaml; leave them out, or name a chart."
                            .formatted(path));
        }
        return path.equals(Settings.STANDARD_INPUT) ? new StandardInput(System.in) : of(path);
    }

    /**
     * A directory, or else a single file.
     *
     * @throws SettingsException if the file is not one of manifests by its name
     */
    static ManifestSource of(Path path) {
        if (!Files.isDirectory(path)) {
            return new FileSource(path);
        }
        return KustomizeSource.isKustomization(path) ? new KustomizeSource(path) : new DirectorySource(path);
    }

    /**
     * A text with any number of documents: JSON if its origin ends in {@code .json}, and YAML if not.
     *
     * @param origin what {@link co.littleman.m1onk8s.settings.Place#origin} says of a line in it
     * @param rendered true if a tool has made it of that origin, whose lines are others
     */
    record Text(String origin, String content, boolean rendered) {
        /** A text as its file has it. */
        Text(String origin, String content) {
            this(origin, content, false);
        }

        /** What a message calls it that counts its own lines. */
        String title() {
            return rendered ? origin + " (rendered)" : origin;
        }

        /** A line of it, counted from 1. */
        Place place(int line) {
            return new Place(origin, rendered ? 0 : line);
        }
    }
}
