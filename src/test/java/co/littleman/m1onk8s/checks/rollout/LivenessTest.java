// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final String REFUSED = "Liveness probe failed: dial tcp 10.42.0.9:9999: connect: connection refused";

    @Test
    void aContainerThatItsProbeRestartsIsNamed() {
        Liveness liveness = liveness(
                event("Unhealthy", REFUSED, 3, "10:00:31"),
                event("Killing", "Container exporter failed liveness probe, will be restarted", 1, "10:00:31"));

        assertThat(liveness.restart().map(Finding::cause)).contains(Cause.CONTAINER_RESTARTED);
        assertThat(liveness.restart().map(Finding::message)).contains("""
                Container exporter of Deployment cache runs, and its liveness probe restarts it all the same.
                  expected   a liveness probe that passes
                  seen       Liveness probe failed: dial tcp 10.42.0.9:9999: connect: connection refused
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     nothing listens on the port that the probe asks
                  look       kubectl -n shop describe pod cache-1""");
    }

    @Test
    void aProbeThatFailedMayPassTheNextTime() {
        Liveness liveness = liveness(
                event("Unhealthy", REFUSED, 2, "10:00:11"),
                event("Unhealthy", "Liveness probe failed: ", 1, "10:00:12"));

        assertThat(liveness.restart()).isEmpty();
        assertThat(liveness.failures()).isEqualTo(3);
        assertThat(liveness.next()).isEqualTo(Duration.ofSeconds(7 + 3 + 2));
    }

    @Test
    void whatWasBeforeTheContainerRanDoesNotCount() {
        Liveness liveness = liveness(
                event("Unhealthy", REFUSED, 3, "10:00:01"),
                event("Killing", "Container exporter failed liveness probe, will be restarted", 1, "10:00:01"));

        assertThat(liveness.failures()).isZero();
        assertThat(liveness.restart()).isEmpty();
    }

    @Test
    void aRestartThatWasSeenFirstIsExplainedByIt() {
        Finding restart = Finding.of(Cause.CONTAINER_RESTARTED, "Container exporter restarted.");
        Event failed = event("Unhealthy", REFUSED, 3, "10:00:01");

        assertThat(liveness(
                                failed,
                                event(
                                        "Killing",
                                        "Container exporter failed liveness probe, will be restarted",
                                        1,
                                        "10:00:01"))
                        .explained(restart)
                        .message())
                .isEqualTo("""
                Container exporter restarted.
                  the kubelet   Liveness probe failed: dial tcp 10.42.0.9:9999: connect: connection refused
                  likely        its liveness probe fails, and restarts it each time: nothing listens on the port that the probe asks""");
        assertThat(liveness(failed).explained(restart)).isEqualTo(restart);
    }

    @Test
    void anotherProbeAndAnotherEndAreNoneOfLiveness() {
        Liveness liveness = liveness(
                event("Unhealthy", "Readiness probe failed: ", 9, "10:00:31"),
                event("Killing", "Stopping container exporter", 1, "10:00:31"));

        assertThat(liveness.failures()).isZero();
        assertThat(liveness.restart()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tcpSocket: {port: 9999}, initialDelaySeconds: 1} | 9",
                "{httpGet: {port: 9999}, periodSeconds: 2} | 0",
                "{grpc: {port: 9999}} | 8",
                "{tcpSocket: {port: metric}} | 8",
                "{tcpSocket: {port: 9121}} | 0",
                "{tcpSocket: {port: metrics}} | 0",
                "{httpGet: {port: 9122}} | 0",
                "{exec: {command: [\"true\"]}} | 0",
            })
    void aProbeOfAPortThatNobodyDeclaresIsWaitedFor(String probe, int seconds) {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: cache-1}
                spec:
                  containers:
                    - name: exporter
                      ports: [{name: metrics, containerPort: 9121}]
                      readinessProbe: {httpGet: {port: 9122}}
                      livenessProbe: %s
                status:
                  containerStatuses: [{name: exporter, state: {running: {startedAt: "2026-11-23T10:00:01Z"}}}]
                """.formatted(probe), Pod.class);

        assertThat(new Liveness(CACHE, pod, List.of()).untilAsked(Instant.parse("2026-11-23T10:00:06Z"), List.of()))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aProbeThatWeCouldNotAskForItIsWaitedFor() {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: cache-1}
                spec: {containers: [{name: redis, livenessProbe: {exec: {command: [slow]}}}]}
                status: {containerStatuses: [{name: redis, state: {running: {startedAt: "2026-11-23T10:00:01Z"}}}]}
                """, Pod.class);
        Instant now = Instant.parse("2026-11-23T10:00:06Z");

        assertThat(new Liveness(CACHE, pod, List.of()).untilAsked(now, List.of()))
                .isZero();
        assertThat(new Liveness(CACHE, pod, List.of()).untilAsked(now, List.of("redis")))
                .isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void restartsByItsProbeThatComeAgainAndAgainAreSeenBetweenTwoOfThem() {
        Event failed = event("Unhealthy", "Liveness probe failed: NOAUTH Authentication required.", 9, "09:59:58");
        Event killed = event("Killing", "Container exporter failed liveness probe, will be restarted", 3, "09:59:59");
        Instant now = Instant.parse("2026-11-23T10:02:00Z");

        assertThat(liveness(failed, killed).repeatedly(now).map(Finding::cause)).contains(Cause.CONTAINER_RESTARTED);
        assertThat(liveness(failed, killed).repeatedly(now).map(Finding::message))
                .contains("""
                Container exporter of Deployment cache is restarted by its liveness probe again and again.
                  expected   a liveness probe that passes
                  seen       Liveness probe failed: NOAUTH Authentication required.
                  restarts   3, the last at 2026-11-23T09:59:59Z
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     the probe does not know Redis' password; redis-cli takes it from REDISCLI_AUTH in the container's environment
                  look       kubectl -n shop describe pod cache-1""");
        assertThat(liveness(failed, killed).repeatedly(now.plusSeconds(600)))
                .as("an hour ago it may have been something else")
                .isEmpty();
        killed.setCount(1);
        assertThat(liveness(failed, killed).repeatedly(now)).as("one accident").isEmpty();
    }

    @Test
    void wordsThatNoOtherTryChangesNeedNoRestartToBeBelieved() {
        String wrongPath = "Liveness probe failed: HTTP probe failed with statuscode: 404";

        assertThat(liveness(event("Unhealthy", wrongPath, 1, "10:00:11")).never())
                .isEmpty();
        assertThat(liveness(event("Unhealthy", REFUSED, 2, "10:00:11")).never()).isEmpty();
        assertThat(liveness(event("Unhealthy", wrongPath, 2, "10:00:11"))
                        .never()
                        .map(Finding::message))
                .contains("""
                        Container exporter of Deployment cache runs, and its liveness probe fails: it is restarted again and again.
                          expected   a liveness probe that passes
                          seen       Liveness probe failed: HTTP probe failed with statuscode: 404
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     the probe asks for a path that is not served, or not to everybody
                          look       kubectl -n shop describe pod cache-1""");
    }

    private static Liveness liveness(Event... events) {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: cache-1}
                spec:
                  containers:
                    - {name: redis, livenessProbe: {periodSeconds: 30}}
                    - {name: exporter, livenessProbe: {periodSeconds: 7, timeoutSeconds: 3}}
                status:
                  containerStatuses:
                    - {name: redis, state: {running: {startedAt: "2026-11-23T10:00:01Z"}}}
                    - {name: exporter, state: {running: {startedAt: "2026-11-23T10:00:01Z"}}}
                """, Pod.class);
        return new Liveness(CACHE, pod, List.of(events));
    }

    private static Event event(String reason, String message, int count, String at) {
        return Serialization.unmarshal("""
                reason: %s
                message: "%s"
                count: %d
                lastTimestamp: "2026-11-23T%sZ"
                involvedObject: {fieldPath: "spec.containers{exporter}"}
                """.formatted(reason, message, count, at), Event.class);
    }
}
