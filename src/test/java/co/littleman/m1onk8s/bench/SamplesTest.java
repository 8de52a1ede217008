// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Linux and docker say of memory and cores. */
class SamplesTest {
    @Test
    void theMostMemorySoFarIsInTheStatusOfAProcess() {
        assertThat(VerifyCall.peakMib("Name:\tjava\nVmPeak:\t 9000000 kB\nVmHWM:\t  131072 kB\nVmRSS:\t  10 kB\n"))
                .isEqualTo(128);
    }

    /** A process that has ended and was not waited for. */
    @Test
    void ofAZombieNothingIsKnown() {
        assertThat(VerifyCall.peakMib("Name:\tjava\nState:\tZ (zombie)\n")).isZero();
    }

    @Test
    void percentagesOfAllNodesAreAddedUp() {
        assertThat(KeptNodes.cores("12.50%\n87.50%\n")).isEqualTo(1);
        assertThat(KeptNodes.cores("")).isZero();
    }
}
