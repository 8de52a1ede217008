// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectiveLevelTest {
    @Test
    void withoutACapItIsWhatWasAsked() {
        EffectiveLevel level = EffectiveLevel.of(Level.PROBE, List.of());

        assertThat(level.level()).isEqualTo(Level.PROBE);
        assertThat(level).hasToString("probe");
    }

    @Test
    void theCapOfANamespaceWins() {
        EffectiveLevel level = EffectiveLevel.of(Level.INSTALL, List.of(MaxLevel.ofNamespace("shop", "talk")));

        assertThat(level.level()).isEqualTo(Level.TALK);
        assertThat(level)
                .hasToString("talk, not install: namespace shop has the label m1onk8s.littleman.co/max-level=talk");
    }

    @Test
    void ofSeveralTheLowestDoes() {
        EffectiveLevel level = EffectiveLevel.of(
                Level.DISRUPT, List.of(MaxLevel.ofNamespace("shop", "probe"), MaxLevel.ofNamespace("web", "observe")));

        assertThat(level)
                .hasToString(
                        "observe, not disrupt: namespace web has the label m1onk8s.littleman.co/max-level=observe");
    }

    @Test
    void aCapNeverRaises() {
        assertThat(EffectiveLevel.of(Level.OBSERVE, List.of(MaxLevel.ofNamespace("shop", "disrupt"))))
                .hasToString("observe");
        assertThat(EffectiveLevel.of(Level.PROBE, List.of(MaxLevel.ofNamespace("shop", "probe"))))
                .hasToString("probe");
    }

    @Test
    void aWordThatIsNoLevelIsTheLowest() {
        assertThat(EffectiveLevel.of(Level.TALK, List.of(MaxLevel.ofNamespace("shop", "none"))))
                .hasToString(
                        "observe, not talk: namespace shop has the label m1onk8s.littleman.co/max-level=none, which is no level and is taken as observe");
    }
}
