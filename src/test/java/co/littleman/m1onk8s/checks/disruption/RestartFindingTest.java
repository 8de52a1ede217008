// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartFindingTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 10", "2, 20", "3, 40", "5, 160", "6, 300", "99, 300"})
    void theKubeletsPatienceIsNotTheStacksFault(int restarts, long seconds) {
        assertThat(RestartFinding.backOff(restarts)).hasSeconds(seconds);
    }

    @Test
    void aSlowStartIsToldWithItsState() {
        Finding finding = finding("running, not ready", 1, true);

        assertThat(finding.cause()).isEqualTo(Cause.NOT_RESTARTED);
        assertThat(finding.message()).isEqualTo("""
                Container redis of Deployment cache was not ready again within 15 s of its end.
                  expected   one restart in the same pod, ready within 15 s
                  seen       running, not ready, restarts: 1
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     a slow start: a probe's initialDelaySeconds, data to load, or too little CPU
                  look       kubectl -n shop describe deployment/cache && kubectl -n shop get events""");
    }

    @Test
    void aContainerThatStaysDownIsTold() {
        Finding finding = finding("waiting: RunContainerError", 0, true);

        assertThat(finding.cause()).isEqualTo(Cause.NOT_RESTARTED);
        assertThat(finding.reason())
                .isEqualTo("Container redis of Deployment cache was not started again within 15 s of its end.");
    }

    @Test
    void oneThatDiesAgainIsACrashLoop() {
        Finding finding = finding("running and ready", 3, true);

        assertThat(finding.cause()).isEqualTo(Cause.CRASH_LOOP);
        assertThat(finding.reason())
                .isEqualTo("Container redis of Deployment cache had to be started 3 times until it stayed.");
    }

    @Test
    void aNewPodIsNoRestart() {
        assertThat(finding("the pod is gone", 0, false).reason())
                .isEqualTo("Container redis of Deployment cache did not come back: its pod was replaced.");
    }

    private static Finding finding(String state, int restarts, boolean samePod) {
        return RestartFinding.of(CACHE, "redis", state, restarts, samePod, Duration.ofSeconds(15));
    }
}
