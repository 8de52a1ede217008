// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTest {
    @TempDir
    private static Path home;

    private SettingsReader reader = reader(Map.of());

    @BeforeEach
    void aKubeconfig() throws IOException {
        Files.writeString(home.resolve("config"), "");
        reader = reader(Map.of());
    }

    @Test
    void eachIncludesTheOnesBeforeIt() {
        assertThat(Level.values())
                .containsExactly(Level.OBSERVE, Level.TALK, Level.PROBE, Level.DISRUPT, Level.INSTALL);
        assertThat(Stream.of(Level.values()).filter(Level.PROBE::allows))
                .containsExactly(Level.OBSERVE, Level.TALK, Level.PROBE);
        assertThat(Stream.of(Level.values()).filter(Level.OBSERVE::allows)).containsExactly(Level.OBSERVE);
        assertThat(Stream.of(Level.values())).allMatch(Level.INSTALL::allows);
    }

    @Test
    void aReachIsLoweredAndNeverRaised() {
        assertThat(Scope.ALL.upTo(Level.TALK).level()).isEqualTo(Level.TALK);
        assertThat(new Scope(Level.OBSERVE, false, "web", "mine:7", Map.of("a", "b")).upTo(Level.INSTALL))
                .isEqualTo(new Scope(Level.OBSERVE, false, "web", "mine:7", Map.of("a", "b")));
    }

    @Test
    void aRunThatInstallsMayDoThatAndNoMoreThanItsLevel() {
        assertThat(Stream.of(Level.values()).filter(new Scope(Level.TALK, true, null, null, Map.of())::allows))
                .containsExactly(Level.OBSERVE, Level.TALK, Level.INSTALL);
        assertThat(Stream.of(Level.values()).filter(new Scope(Level.TALK, false, null, null, Map.of())::allows))
                .containsExactly(Level.OBSERVE, Level.TALK);
    }

    @Test
    void aClusterOfTheRunsOwnMayBeInstalledOn() {
        assertThat(reader.read().scope()).isEqualTo(new Scope(Level.INSTALL, true, null, null, Map.of()));
    }

    @Test
    void aClusterThatIsAlreadyThereIsOnlyObserved() {
        assertThat(existing(reader).read().scope()).isEqualTo(new Scope(Level.OBSERVE, false, null, null, Map.of()));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aLevelThatIsSaidCountsOnBoth(Level level) {
        reader.flag(Options.LEVEL, level.word());

        assertThat(reader.read().scope().level()).isEqualTo(level);
        assertThat(existing(reader).read().scope().level()).isEqualTo(level);
    }

    @Test
    void itMayBeSaidInTheEnvironmentAndAnEmptyOneIsNotSaid() {
        assertThat(reader(Map.of("VERIFY_LEVEL", "probe")).read().scope().level())
                .isEqualTo(Level.PROBE);
        assertThat(existing(reader(Map.of("VERIFY_LEVEL", " "))).read().scope().level())
                .isEqualTo(Level.OBSERVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "PROBE", "observe|talk", "prob"})
    void anyOtherWordIsRefusedWithThoseThatThereAre(String word) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reader.flag(Options.LEVEL, word).read())
                .withMessage("--level must be one of observe, talk, probe, disrupt, install, but is '%s'.", word);
    }

    @Test
    void whereToAskFromArrives() {
        assertThat(reader.flag(Options.LEVEL, "probe")
                        .flag(Options.PEER_NAMESPACE, "shop-web")
                        .flag(Options.CLIENT_IMAGE, "mine/redis:7")
                        .read()
                        .scope())
                .isEqualTo(new Scope(Level.PROBE, true, "shop-web", "mine/redis:7", Map.of()));
    }

    private static SettingsReader existing(SettingsReader reader) {
        return reader.flag(Options.CONTEXT, "staging")
                .flag(Options.NO_APPLY, "true")
                .flag(Options.KUBECONFIG, home.resolve("config").toString());
    }

    private static SettingsReader reader(Map<String, String> environment) {
        return new SettingsReader(environment, new Properties()).flag(Options.MANIFESTS, home.toString());
    }
}
