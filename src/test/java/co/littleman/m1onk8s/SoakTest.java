// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

class SoakTest {
    private static final Path CLASSES = Path.of("target/test-classes");

    /** Not found by the build: nested classes are not. */
    static class Two {
        @Test
        @Soak(quarter = 1)
        void first() {}

        @Test
        @Soak(quarter = 4)
        void last() {}

        @Test
        void always() {}
    }

    @Soak(quarter = 2)
    static class Whole {
        @Test
        void one() {}
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 1", "4, 2", "all, 4"})
    void aRunTakesItsQuarterAndWhatIsNoSoakTest(String setting, int tests) {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .configurationParameter(Rota.PROPERTY, setting)
                        .selectors(selectClass(Two.class), selectClass(Whole.class))
                        .execute()
                        .testEvents()
                        .succeeded()
                        .count())
                .isEqualTo(tests);
    }

    @Test
    void everySoakTestIsInOneQuarterAndNoQuarterIsEmpty() {
        Map<String, Integer> quarters = SoakTests.in(CLASSES);

        assertThat(quarters.values()).containsOnly(1, 2, 3, 4);
        assertThat(quarters.keySet())
                .as("the class, or a method of it, is named once")
                .allMatch(name -> !name.contains(".") || !quarters.containsKey(name.substring(0, name.indexOf('.'))));
        // A bare ./mvnw verify runs no soak test, and the four quarters are of the proof.
        assertThat(quarters.keySet()).allMatch(name -> name.matches("\\w+IT(\\.\\w+)?"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 43})
    void theFourTurnsOfAListAreAllOfItAndEachIsSomething(int size) {
        List<String> all = IntStream.range(0, size).mapToObj(i -> "check-" + i).toList();

        List<String> taken = IntStream.rangeClosed(1, Rota.QUARTERS)
                .mapToObj(quarter -> new Rota(quarter).turn(all))
                .peek(turn -> assertThat(turn).isNotEmpty())
                .flatMap(turn -> turn.stream())
                .toList();

        assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
        assertThat(new Rota(0).turn(all)).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "", "first"})
    void anUnknownQuarterIsRefused(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rota.of(setting))
                .withMessage("-Dverify.test.soak is '%s', but it must be 1, 2, 3, 4 or all", setting);
    }
}
