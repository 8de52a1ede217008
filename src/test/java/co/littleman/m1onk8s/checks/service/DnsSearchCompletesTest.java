// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.DnsServer.Transport;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsSearchCompletesTest {
    private static final DnsReply KNOWN = reply("cache.shop.svc.cluster.local", "NOERROR");
    private static final DnsReply UNKNOWN = reply("cache.cluster.local", "NXDOMAIN");

    @Test
    void aNameThatIsNotThereIsAnAnswer() {
        assertThatCode(() -> DnsSearchCompletes.requireAnswers("10.43.0.10", List.of(KNOWN, UNKNOWN)))
                .doesNotThrowAnyException();
    }

    @Test
    void silenceIsNone() {
        DnsReply silence = reply("cache.svc.cluster.local", DnsServer.SILENCE);

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> DnsSearchCompletes.requireAnswers("10.43.0.10", List.of(KNOWN, silence, UNKNOWN)))
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.DNS_NO_ANSWER))
                .satisfies(unproven -> assertThat(unproven.finding().message()).isEqualTo("""
                        The DNS server 10.43.0.10 left 1 of 3 questions without an answer.
                          expected   an answer to each, be it that there is no such name
                          seen       asked again and again in vain: cache.svc.cluster.local
                          likely     it is overloaded, or packets get lost on the way
                          look       kubectl -n kube-system get pods -l k8s-app=kube-dns"""));
    }

    private static DnsReply reply(String name, String status) {
        return new DnsReply(name, Transport.UDP, status, Set.of());
    }
}
