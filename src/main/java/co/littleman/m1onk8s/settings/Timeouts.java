// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the run waits, at most, for what can still get better.
 *
 * @param cluster for the k3s node to be ready
 * @param rollout for a rollout to complete
 * @param deadline for the whole run; null: as long as its level and its components ask for
 */
public record Timeouts(
        Duration cluster, Duration rollout, @Nullable Duration deadline) {
    /** For what every run needs: pulling an image of the node, looking around, clearing up. */
    private static final Duration ANY_RUN = Duration.ofMinutes(5);

    /** Where nothing is said of the whole run. */
    public Timeouts(Duration cluster, Duration rollout) {
        this(cluster, rollout, null);
    }

    /**
     * How long the whole run may take: generous, but finite whatever hangs.
     *
     * @param level the level in force
     * @param components how many are judged
     */
    public Duration wholeRun(Level level, int components) {
        return deadline == null
                ? ANY_RUN.plus(cluster).plus(rollout).plus(perComponent(level).multipliedBy(components))
                : deadline;
    }

    /**
     * About ten times what a healthy one takes. Checks that disturb wait for each other, and for the stack to recover.
     */
    private static Duration perComponent(Level level) {
        return Duration.ofSeconds(
                switch (level) {
                    case OBSERVE -> 10;
                    case TALK -> 20;
                    case PROBE -> 60;
                    case DISRUPT, INSTALL -> 300;
                });
    }
}
