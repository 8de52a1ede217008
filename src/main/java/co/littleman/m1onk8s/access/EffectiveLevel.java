// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.settings.Level;
import java.util.Comparator;
import java.util.List;

/**
 * How far a run really goes.
 *
 * @param level checks above it are skipped
 * @param asked what the settings say
 * @param why what lowered it; empty if nothing did
 */
record EffectiveLevel(Level level, Level asked, String why) {
    /** The asked level, or the lowest of the caps; a cap wins over whatever is asked. */
    static EffectiveLevel of(Level asked, List<MaxLevel> caps) {
        return caps.stream()
                .filter(cap -> !cap.level().allows(asked))
                .min(Comparator.comparing(MaxLevel::level))
                .map(cap -> new EffectiveLevel(cap.level(), asked, cap.why()))
                .orElseGet(() -> new EffectiveLevel(asked, asked, ""));
    }

    /** Such as {@code talk, not disrupt: namespace shop has the label …}. */
    @Override
    public String toString() {
        return why.isEmpty() ? level.word() : "%s, not %s: %s".formatted(level.word(), asked.word(), why);
    }
}
