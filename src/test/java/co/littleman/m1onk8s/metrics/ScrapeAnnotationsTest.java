// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeAnnotationsTest {
    @Test
    void portAndPathHaveDefaults() {
        assertThat(ScrapeAnnotations.of(Map.of("prometheus.io/scrape", "true")))
                .isEqualTo(new ScrapeAnnotations(true, null, "/metrics", false));
        assertThat(ScrapeAnnotations.of(null)).isEqualTo(new ScrapeAnnotations(false, null, "/metrics", false));
    }

    @Test
    void aPortThatIsNoNumberIsNone() {
        assertThat(ScrapeAnnotations.of(Map.of("prometheus.io/port", "metrics")).port())
                .isNull();
        assertThat(ScrapeAnnotations.of(Map.of("prometheus.io/port", "9121")).port())
                .isEqualTo(9121);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "True", "on", "1", " true"})
    void whoMeansYesAndDoesNotSayTrueMisspellsIt(String value) {
        assertThat(ScrapeAnnotations.misspelt(Map.of("prometheus.io/scrape", value)))
                .contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "no", "", "slow"})
    void allElseIsMeantAsItIs(String value) {
        assertThat(ScrapeAnnotations.misspelt(Map.of("prometheus.io/scrape", value)))
                .isEmpty();
        assertThat(ScrapeAnnotations.misspelt(null)).isEmpty();
    }

    @Test
    void theRestIsTakenAsItIs() {
        assertThat(ScrapeAnnotations.of(Map.of(
                        "prometheus.io/scrape", "false", "prometheus.io/path", "m", "prometheus.io/scheme", "https")))
                .isEqualTo(new ScrapeAnnotations(false, null, "/m", true));
    }
}
