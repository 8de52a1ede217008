// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePodsTest {
    @ParameterizedTest
    @CsvSource({"Running, true", "Pending, true", "Unknown, true", ", true", "Failed, false", "Succeeded, false"})
    void aPodThatEndedIsARecordAndServesNobody(String phase, boolean lives) {
        assertThat(LivePods.hasNotEnded(new PodBuilder()
                        .withNewStatus()
                        .withPhase(phase)
                        .endStatus()
                        .build()))
                .isEqualTo(lives);
    }
}
