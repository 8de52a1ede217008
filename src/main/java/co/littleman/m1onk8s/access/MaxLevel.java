// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;

/**
 * The highest level that somebody allows.
 *
 * @param why who, and how
 */
record MaxLevel(Level level, String why) {
    /** The label by which the owner of a namespace says it; its value is a level. */
    static final String LABEL = "m1onk8s.littleman.co/max-level";

    /**
     * By the label on a namespace. If the word is none, the lowest: a label that is misspelt was meant to lower the
     * level.
     */
    static MaxLevel ofNamespace(String namespace, String said) {
        String taken = Level.of(said).isPresent() ? "" : ", which is no level and is taken as observe";
        return new MaxLevel(
                Level.of(said).orElse(Level.OBSERVE),
                "namespace %s has the label %s=%s%s".formatted(namespace, LABEL, said, taken));
    }

    /** By the list of clusters. */
    static MaxLevel ofCluster(AllowedCluster cluster, String file) {
        return new MaxLevel(cluster.highest(), "%s allows no more on cluster %s".formatted(file, cluster.name()));
    }
}
