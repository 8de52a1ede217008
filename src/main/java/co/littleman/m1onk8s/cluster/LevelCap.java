package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Level;

/**
 * The highest level that the owner of a namespace allows there, by a label on it.
 *
 * @param said the label's value
 */
record LevelCap(String namespace, String said) {
    /** On a namespace; its value is a level. */
    static final String LABEL = "m1onk8s.littleman.co/max-level";

    /** The level; where the word is none, the lowest: who wrote it wanted less, not more. */
    Level level() {
        return Level.of(said).orElse(Level.OBSERVE);
    }

    /** Why a run goes no further. */
    String why() {
        String taken = Level.of(said).isPresent() ? "" : ", which is no level and is taken as observe";
        return "namespace %s has the label %s=%s%s".formatted(namespace, LABEL, said, taken);
    }
}
