// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.disruption.ReadinessProbes;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausedRedisFindingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: redis} | no container has a readiness probe",
                "{name: redis}, {name: exporter, readinessProbe: {tcpSocket: {port: 9121}}}"
                        + "| container redis has no readiness probe, and those of exporter do not ask it",
                "{name: redis, readinessProbe: {tcpSocket: {port: 6379}}} | the kernel takes connections",
                "{name: redis, readinessProbe: {exec: {command: [sh]}}} | such a probe never fails",
                "{name: redis, readinessProbe: {grpc: {port: 1}}} | does not ask Redis for an answer"
            })
    void whyTheyAreBlindIsSaid(String containers, String why) {
        ReadinessProbes probes = ReadinessProbes.of(
                Serialization.unmarshal("spec: {containers: [%s]}".formatted(containers), Pod.class), "redis");

        assertThat(new PausedRedisFinding(CACHE, "cache-1", probes, List.of("cache"))
                        .staysBehind()
                        .likely())
                .contains(why);
    }

    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final Probe TCP = new ProbeBuilder()
            .withPeriodSeconds(3)
            .withTimeoutSeconds(5)
            .withFailureThreshold(3)
            .withNewTcpSocket()
            .withNewPort("metrics")
            .endTcpSocket()
            .build();

    @Test
    void aProbeOfTheExporterOnlyDoesNotSeeIt() {
        assertThat(frozen(Map.of("exporter", TCP)).staysBehind().message()).isEqualTo("""
                A Redis that hangs stays behind Service cache: readiness does not see it.
                  expected    pod cache-1 out of the ready endpoints within 23 s, by its probes' own numbers
                  seen        frozen for 23 s (CLIENT PAUSE), and still ready
                  readiness   exporter: tcpSocket metrics, every 3 s, timeout 5 s, 3 failures   50-cache.dep.yml:1
                  likely      container redis has no readiness probe, and those of exporter do not ask it
                  look        kubectl -n shop get deployment/cache -o yaml   # readinessProbe of container redis: exec, redis-cli ping, test for PONG""");
    }

    @Test
    void withoutAnyProbeNothingNeedsToBeFrozen() {
        assertThat(frozen(Map.of()).staysBehind().message()).isEqualTo("""
                A Redis that hangs stays behind Service cache: readiness does not see it.
                  expected   pod cache-1 out of the ready endpoints within 5 s, by its probes' own numbers
                  seen       no readiness probe at all
                  likely     no container has a readiness probe, so a pod that runs is ready
                  look       kubectl -n shop get deployment/cache -o yaml   # readinessProbe of container redis: exec, redis-cli ping, test for PONG""");
    }

    @Test
    void aServiceThatLeadsToPodsThatAreNotReadyDoesNotCareForProbes() {
        assertThat(PausedRedisFinding.regardless(new DeclaredService(
                                "shop", "cache", Map.of(), List.of(), new Place("50-cache.svc.yml", 1)))
                        .message())
                .isEqualTo("""
                A Redis that hangs stays behind Service cache: it leads to pods that are not ready as well.
                  expected                   only ready pods behind a Service of clients
                  publishNotReadyAddresses   true   50-cache.svc.yml:1
                  likely                     meant for a headless Service, by which the pods of a StatefulSet find each other
                  look                       kubectl -n shop get service cache -o yaml""");
    }

    @Test
    void aRedisThatThawedMustComeBack() {
        assertThat(frozen(Map.of("redis", TCP))
                        .staysAway(Duration.ofSeconds(60))
                        .message())
                .isEqualTo("""
                Pod cache-1 did not come back behind Service cache after Redis had hung for a while.
                  expected    ready within 60 s of the moment when Redis went on
                  readiness   redis: tcpSocket metrics, every 3 s, timeout 5 s, 3 failures   50-cache.dep.yml:1
                  look        kubectl -n shop describe pod cache-1""");
    }

    @Test
    void aBrokenTunnelSaysNothingAboutTheStack() {
        assertThat(frozen(Map.of("redis", TCP)).connectionLost().message()).isEqualTo("""
                The port-forward to pod cache-1 broke while Redis was frozen.
                  look   kubectl -n shop describe pod cache-1""");
    }

    private static PausedRedisFinding frozen(Map<String, Probe> probes) {
        return new PausedRedisFinding(CACHE, "cache-1", new ReadinessProbes("redis", probes), List.of("cache"));
    }
}
