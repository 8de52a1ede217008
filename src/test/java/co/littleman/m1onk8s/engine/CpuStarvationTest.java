// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import org.junit.jupiter.api.Test;

class CpuStarvationTest {
    private final Finding silent =
            Finding.of(Cause.DNS_SERVER_SILENT, "The DNS server 10.43.0.10 does not answer over TCP.");

    @Test
    void aLimitOfTimeHoldsOnAMachineThatHasTime() {
        assertThat(CpuStarvation.judged(silent, 0.3)).isEqualTo(silent);
    }

    @Test
    void onABusyMachineItSaysNothing() {
        Finding finding = CpuStarvation.judged(silent, 0.04);

        assertThat(finding.cause()).isEqualTo(Cause.MACHINE_BUSY);
        assertThat(finding.cause().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.message()).isEqualTo("""
                This machine had no time for the run, and what was too slow may be healthy: The DNS server 10.43.0.10 does not answer over TCP.
                  expected    a twentieth of a processor at least
                  seen        0.04 of one, for three seconds
                  otherwise   dns-server-silent
                  likely      other processes take the CPU, or a limit on this one does
                  look        uptime   # then run again""");
    }

    @Test
    void whatIsWrongAtAnySpeedStaysSo() {
        Finding exposed = Finding.of(Cause.EXPOSED, "Service cache is open to the outside of the cluster.");
        Finding hangs = Finding.of(RedisCause.REDIS_SILENT, "Redis in pod cache-1 did not answer PING within 5 s.");

        assertThat(CpuStarvation.judged(exposed, 0.04)).isEqualTo(exposed);
        assertThat(CpuStarvation.judged(hangs, 0.04)).isEqualTo(hangs);
    }
}
