// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodStabilityTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private final PodStability calm = new PodStability(CACHE, List.of(pod("cache-1", 2, "{}")));

    @Test
    void earlierRestartsAreNoneOfNow() {
        assertThat(after(pod("cache-1", 2, "{terminated: {reason: Error, exitCode: 1}}")))
                .isEmpty();
        assertThat(calm.earlierRestarts()).isEqualTo(2);
    }

    @Test
    void aPodMoreIsNoDisturbance() {
        assertThat(after(pod("cache-1", 2, "{}"), pod("cache-2", 1, "{}"))).isEmpty();
    }

    @Test
    void aRestartTellsHowTheContainerEnded() {
        Optional<Finding> finding = after(pod("cache-1", 3, "{terminated: {reason: Error, exitCode: 1}}"));

        assertThat(finding.map(Finding::cause)).contains(Cause.CONTAINER_RESTARTED);
        assertThat(finding.map(Finding::message)).contains("""
                Container redis of Deployment cache restarted while we looked on.
                  expected   no restart
                  seen       ended: Error, exit code 1; restarts: 3
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop logs cache-1 -c redis --previous""");
    }

    @Test
    void aKillForMemoryCountsForADay() {
        Optional<Finding> finding = after(pod("cache-1", 2, killed("2026-11-22T10:00:01Z")));

        assertThat(finding.map(Finding::cause)).contains(Cause.OUT_OF_MEMORY);
        assertThat(finding.map(Finding::message)).contains("""
                        Container redis of Deployment cache was killed for its memory limit at 2026-11-22T10:00:01Z.
                          expected   no such kill within a day
                          seen       OOMKilled, restarts: 2
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     the limit is below what the container needs, its own overhead included
                          look       kubectl -n shop describe pod cache-1""");
        assertThat(after(pod("cache-1", 2, killed("2026-11-22T09:59:59Z")))).isEmpty();
    }

    @Test
    void aPodThatGoesAwayIsNamed() {
        Optional<Finding> finding = after(pod("cache-2", 0, "{}"));

        assertThat(finding.map(Finding::cause)).contains(Cause.POD_DISAPPEARED);
        assertThat(finding.map(Finding::message)).contains("""
                Pod cache-1 of Deployment cache went away while we looked on.
                  expected   the same pods throughout
                  seen       cache-2
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     evicted, scaled down, or replaced by a rollout that somebody else began
                  look       kubectl -n shop get events""");
    }

    @Test
    void anEndOfWhichLittleIsKnownIsToldAllTheSame() {
        assertThat(after(pod("cache-1", 3, "{}")).map(Finding::seen)).contains("ended: not known how; restarts: 3");
        assertThat(after(pod("cache-1", 2, "{terminated: {reason: OOMKilled, exitCode: 137}}"))
                        .map(Finding::cause))
                .contains(Cause.OUT_OF_MEMORY);
    }

    private static String killed(String at) {
        return "{terminated: {reason: OOMKilled, exitCode: 137, finishedAt: \"%s\"}}".formatted(at);
    }

    private Optional<Finding> after(Pod... pods) {
        return calm.disturbance(List.of(pods), NOW);
    }

    private static Pod pod(String name, int restarts, String lastState) {
        return Serialization.unmarshal("""
                metadata: {name: %s}
                status:
                  containerStatuses: [{name: redis, restartCount: %d, lastState: %s}]
                """.formatted(name, restarts, lastState), Pod.class);
    }
}
