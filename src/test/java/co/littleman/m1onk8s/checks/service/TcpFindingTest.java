// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.TcpProbe.Answer;
import co.littleman.m1onk8s.network.TcpProbe.Outcome;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpFindingTest {
    private static final DeclaredService CACHE =
            new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50-cache.svc.yml", 1));

    @Test
    void aPortThatRefuses() {
        Finding finding = finding(redis(Outcome.REFUSED, "Connection refused"));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_REFUSED);
        assertThat(finding.message()).isEqualTo("""
                Dialled from another pod, port 6379 of Service cache refuses.
                  expected   a connection
                  dialled    10.43.0.9:6379 → Connection refused
                  declared   service/cache   50-cache.svc.yml:1
                  likely     the targetPort is not one on which the container listens, or it listens on 127.0.0.1 only
                  look       kubectl -n shop get service,endpointslices -o wide""");
    }

    @Test
    void aServiceOfOneNodesOwnPodsSaysSo() {
        Finding finding = new TcpFinding(CACHE, "another pod", true).of(List.of(redis(Outcome.TIMED_OUT, "")));

        assertThat(finding.likely())
                .isEqualTo(
                        "internalTrafficPolicy is Local: only clients on a node that has one of its pods get through");
    }

    @Test
    void ofTwoPortsTheOneThatRefuses() {
        Finding finding = finding(
                new Answer("10.43.0.9", 9121, Outcome.CONNECTED, ""), redis(Outcome.REFUSED, "Connection refused"));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_REFUSED);
        assertThat(finding.message()).isEqualTo("""
                Dialled from another pod, port 6379 of Service cache refuses.
                  expected   a connection
                  dialled    10.43.0.9:9121 → connected
                  dialled    10.43.0.9:6379 → Connection refused
                  declared   service/cache   50-cache.svc.yml:1
                  likely     the targetPort of this port is not one on which the container listens
                  look       kubectl -n shop get service,endpointslices -o wide""");
    }

    @Test
    void packetsThatAreDropped() {
        Finding finding = finding(redis(Outcome.TIMED_OUT, ""));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_TIMED_OUT);
        assertThat(finding.message()).isEqualTo("""
                Dialled from another pod, port 6379 of Service cache does not answer: the packets are dropped.
                  expected   a connection
                  dialled    10.43.0.9:6379 → no answer
                  declared   service/cache   50-cache.svc.yml:1
                  likely     a network policy keeps this client out, or the pods' node does not route
                  look       kubectl -n shop get service,endpointslices -o wide""");
    }

    @Test
    void anAddressToWhichThereIsNoWay() {
        Finding finding = finding(redis(Outcome.UNREACHABLE, "No route to host"));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(finding.message()).isEqualTo("""
                Dialled from another pod, port 6379 of Service cache is not reached.
                  expected   a connection
                  dialled    10.43.0.9:6379 → No route to host
                  declared   service/cache   50-cache.svc.yml:1
                  likely     the cluster does not route to its Services from there
                  look       kubectl -n shop get service,endpointslices -o wide""");
    }

    private static Finding finding(Answer... answers) {
        return new TcpFinding(CACHE, "another pod", false).of(List.of(answers));
    }

    private static Answer redis(Outcome outcome, String words) {
        return new Answer("10.43.0.9", 6379, outcome, words);
    }
}
