// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void anExporterIsSilentOnlyWhereTheWayToItIsOpen() {
        assertThat(MetricsPage.silent("cache-1", true).cause()).isEqualTo(Cause.CONNECTION_TIMED_OUT);
        assertThat(MetricsPage.silent("cache-1", false).cause()).isEqualTo(Cause.TUNNEL_LOST);
        assertThat(MetricsPage.silent("cache-1", false).message()).isEqualTo("""
                Nothing gets through to pod cache-1 in time, so it is not known whether its exporter answers.
                  seen     The exporter in pod cache-1 does not answer within 10 s, Prometheus' own limit.
                  likely   this machine or the node has no CPU left, or the connection to the API server is slow
                  look     uptime   # then run again""");
    }
}
