// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessProbesTest {
    @ParameterizedTest
    @CsvSource({"3, 3, 2, 14", "3, 5, 3, 23", "10, 1, 3, 45", "1, 1, 1, 7"})
    void theBudgetIsWhatTheProbesNumbersPromiseAndFiveSecondsToFollow(
            int period, int timeout, int failures, long budget) {
        assertThat(probes("""
                        containers:
                          - name: redis
                            readinessProbe:
                              {periodSeconds: %d, timeoutSeconds: %d, failureThreshold: %d, exec: {command: [a]}}
                          - {name: exporter, readinessProbe: {periodSeconds: 99, tcpSocket: {port: metrics}}}
                        """.formatted(period, timeout, failures)).budget()).hasSeconds(budget);
    }

    @Test
    void aRedisWithoutAProbeOfItsOwnIsGivenTheTimeOfTheOthers() {
        assertThat(probes("""
                        containers:
                          - {name: redis}
                          - name: exporter
                            readinessProbe:
                              {periodSeconds: 3, timeoutSeconds: 5, failureThreshold: 3, tcpSocket: {port: metrics}}
                        """).budget()).hasSeconds(23);
    }

    @Test
    void whatIsNotSaidIsKubernetesDefault() {
        ReadinessProbes probes = probes("containers: [{name: redis, readinessProbe: {httpGet: {port: 80}}}]");

        assertThat(probes.budget()).hasSeconds(45);
        assertThat(probes.words()).containsEntry("redis", "httpGet 80, every 10 s, timeout 1 s, 3 failures");
    }

    private static ReadinessProbes probes(String spec) {
        return ReadinessProbes.of(
                Serialization.unmarshal("spec:\n" + spec.stripTrailing().indent(2), Pod.class), "redis");
    }
}
