package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;

/**
 * The highest level that somebody allows.
 *
 * @param why who, and how
 */
record LevelCap(Level level, String why) {
    /** The label by which the owner of a namespace says it; its value is a level. */
    static final String LABEL = "m1onk8s.littleman.co/max-level";

    /** By the label on a namespace. Where the word is none, the lowest: who wrote it wanted less, not more. */
    static LevelCap ofNamespace(String namespace, String said) {
        String taken = Level.of(said).isPresent() ? "" : ", which is no level and is taken as observe";
        return new LevelCap(
                Level.of(said).orElse(Level.OBSERVE),
                "namespace %s has the label %s=%s%s".formatted(namespace, LABEL, said, taken));
    }

    /** By the list of clusters. */
    static LevelCap ofCluster(AllowedCluster cluster, String file) {
        return new LevelCap(cluster.highest(), "%s allows no more on cluster %s".formatted(file, cluster.name()));
    }
}
