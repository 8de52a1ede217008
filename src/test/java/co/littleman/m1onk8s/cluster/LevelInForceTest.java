package co.littleman.m1onk8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelInForceTest {
    @Test
    void withoutACapItIsWhatWasAsked() {
        LevelInForce level = LevelInForce.of(Level.PROBE, List.of());

        assertThat(level.level()).isEqualTo(Level.PROBE);
        assertThat(level).hasToString("probe");
    }

    @Test
    void theCapOfANamespaceWins() {
        LevelInForce level = LevelInForce.of(Level.INSTALL, List.of(LevelCap.ofNamespace("shop", "talk")));

        assertThat(level.level()).isEqualTo(Level.TALK);
        assertThat(level)
                .hasToString("talk, not install: namespace shop has the label m1onk8s.littleman.co/max-level=talk");
    }

    @Test
    void ofSeveralTheLowestDoes() {
        LevelInForce level = LevelInForce.of(
                Level.DISRUPT, List.of(LevelCap.ofNamespace("shop", "probe"), LevelCap.ofNamespace("web", "observe")));

        assertThat(level)
                .hasToString(
                        "observe, not disrupt: namespace web has the label m1onk8s.littleman.co/max-level=observe");
    }

    @Test
    void aCapNeverRaises() {
        assertThat(LevelInForce.of(Level.OBSERVE, List.of(LevelCap.ofNamespace("shop", "disrupt"))))
                .hasToString("observe");
        assertThat(LevelInForce.of(Level.PROBE, List.of(LevelCap.ofNamespace("shop", "probe"))))
                .hasToString("probe");
    }

    @Test
    void aWordThatIsNoLevelIsTheLowest() {
        assertThat(LevelInForce.of(Level.TALK, List.of(LevelCap.ofNamespace("shop", "none"))))
                .hasToString(
                        "observe, not talk: namespace shop has the label m1onk8s.littleman.co/max-level=none, which is no level and is taken as observe");
    }
}
