// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files in which a context is looked for, as kubectl merges them: of two entries with one name the first counts.
 *
 * @param files in their order; at least one
 * @param named whether they were named for this run; else they are what kubectl reads by itself
 */
public record KubeconfigFiles(List<Path> files, boolean named) {
    public KubeconfigFiles {
        files = List.copyOf(files);
    }

    /** One that was named. */
    public static KubeconfigFiles named(Path file) {
        return new KubeconfigFiles(List.of(file), true);
    }

    /** Such as {@code The kubeconfigs a and b}, to begin a sentence with. */
    public String inWords() {
        String all = files.stream().map(Path::toString).collect(Collectors.joining(" and "));
        return (files.size() == 1 ? "The kubeconfig " : "The kubeconfigs ") + all;
    }
}
