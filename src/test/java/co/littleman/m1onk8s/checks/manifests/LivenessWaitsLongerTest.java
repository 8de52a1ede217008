// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessWaitsLongerTest {
    @Test
    void aRestartBeforeOrAsItLeavesTheServiceIsTooSoon() {
        Finding finding = finding(
                        "livenessProbe: {periodSeconds: 1, failureThreshold: 1}",
                        "readinessProbe: {periodSeconds: 3, failureThreshold: 2}")
                .orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.LIVENESS_IMPATIENT);
        assertThat(finding.message()).isEqualTo("""
                Container redis of Deployment cache is restarted after 1 s without an answer, and leaves its Services after 6 s.
                  expected    a liveness probe that gives up later than the readiness probe
                  liveness    every 1 s, 1 failures   50-cache.dep.yml:1
                  readiness   every 3 s, 2 failures   50-cache.dep.yml:1
                  likely      one probe was copied from the other; a higher failureThreshold makes liveness more patient
                  look        kubectl -n shop describe deployment/cache""");
    }

    @Test
    void twoThatAreTheSameAreOneTooMany() {
        assertThat(finding("livenessProbe: {}", "readinessProbe: {}")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'livenessProbe: {failureThreshold: 6}', 'readinessProbe: {periodSeconds: 3, failureThreshold: 2}'",
        "'livenessProbe: {periodSeconds: 10}', 'readinessProbe: {periodSeconds: 9}'",
        "'livenessProbe: {}', ''",
        "'', 'readinessProbe: {}'",
        "'', ''",
    })
    void onesThatWaitLongerOrAreNotThereAreRight(String liveness, String readiness) {
        assertThat(finding(liveness, readiness)).isEmpty();
    }

    private static Optional<Finding> finding(String liveness, String readiness) {
        PodTemplateSpec template = Serialization.unmarshal("""
                spec:
                  containers:
                    - name: redis
                      %s
                      %s
                """.formatted(liveness, readiness), PodTemplateSpec.class);
        Workload workload = new Workload("Deployment", "shop", "cache", template, new Place("50-cache.dep.yml", 1));
        return LivenessWaitsLonger.finding(workload, workload.containers().get(0));
    }
}
