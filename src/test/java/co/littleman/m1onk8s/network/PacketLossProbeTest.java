// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.PacketLossProbe.Loss;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketLossProbeTest {
    private static final Address CACHE = new Address("10.43.0.9", 6379);

    @Test
    void whatWasMeasuredIsRead() {
        assertThat(PacketLossProbe.losses(
                        "met 0 14 6\nmet 1 0 19\nbash: fork: no memory\n", List.of(CACHE, new Address("a", 53))))
                .containsExactly(new Loss(CACHE, 14, 6), new Loss(new Address("a", 53), 0, 19));
        assertThat(new Loss(CACHE, 14, 6)).hasToString("10.43.0.9:6379 answered 14 of 20 connections");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, false",
        "1, 19, true",
        "14, 6, true",
        "18, 2, true",
        "19, 1, false",
        "20, 0, false",
        "14, 0, false"
    })
    void whoDropsAllDoesSoOnPurposeAndOneMayHaveStartedLate(int answered, int silent, boolean partial) {
        assertThat(new Loss(CACHE, answered, silent).isPartial()).isEqualTo(partial);
    }

    @Test
    void whatWasLateSaysNothingOfTheStackThen() {
        Finding looked = Finding.of(Cause.DNS_NO_ANSWER, "No answer.");

        Finding finding = PacketLossProbe.finding(List.of(new Loss(CACHE, 14, 6)), looked);

        assertThat(finding.cause()).isEqualTo(Cause.PACKETS_LOST);
        assertThat(finding.message()).isEqualTo("""
                Packets get lost between pods of this cluster: what was not answered, or late, says nothing of the stack.
                  expected      all connections answered, or none
                  measured      10.43.0.9:6379 answered 14 of 20 connections
                  looked like   No answer.
                  likely        a broken network between nodes, a full queue, or a fault that somebody injects
                  look          kubectl get nodes -o wide   # then: ping -c 100 from node to node""");
    }
}
