// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;

/** Takes back what rests on a limit of time, if the machine had no time to give. */
final class CpuStarvation {
    private CpuStarvation() {}

    /**
     * The finding, or that it cannot be told.
     *
     * @param share the least of a processor that this process got meanwhile
     */
    static Finding judged(Finding finding, double share) {
        return share >= CpuMonitor.TOO_LITTLE || !finding.cause().has(Cause.Trait.TIMING)
                ? finding
                : Finding.of(
                                Cause.MACHINE_BUSY,
                                "This machine had no time for the run, and what was too slow may be healthy: %s"
                                        .formatted(finding.reason()))
                        .expected("a twentieth of a processor at least")
                        .seen("%.2f of one, for three seconds".formatted(share))
                        .detail("otherwise", finding.cause().word())
                        .likely("other processes take the CPU, or a limit on this one does")
                        .next("uptime   # then run again");
    }
}
