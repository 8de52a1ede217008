// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveContainerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ready: true, state: {running: {}}}                          | running and ready",
                "{ready: false, state: {running: {}}}                         | running, not ready",
                "{ready: false, state: {waiting: {reason: CrashLoopBackOff}}} | waiting: CrashLoopBackOff",
                "{ready: false, state: {terminated: {reason: OOMKilled}}}     | ended: OOMKilled",
                "{ready: false, state: {}}                                    | not known",
            })
    void itsStateIsToldInWords(String status, String words) {
        assertThat(LiveContainer.words(YamlFixture.yaml(status, ContainerStatus.class)))
                .isEqualTo(words);
    }
}
