package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.EnumSet;
import java.util.Set;

/** Takes back what rests on a limit of time, where the machine had no time to give. */
final class CpuStarvation {
    /**
     * What a healthy stack looks like on a machine without CPU. All else is so on any machine; a silent Redis too, which
     * was asked a second time while the way to it was open.
     */
    private static final Set<Cause> BOUND_TO_TIME = EnumSet.of(
            Cause.NOT_READY,
            Cause.NO_READY_ENDPOINT,
            Cause.ENDPOINT_MISSING,
            Cause.DNS_SERVER_SILENT,
            Cause.DNS_NO_ANSWER,
            Cause.CONNECTION_REFUSED,
            Cause.CONNECTION_TIMED_OUT,
            Cause.CONNECTION_LOST,
            Cause.REDIS_SLOW,
            Cause.KEY_OUTLIVES_TTL,
            Cause.PATH_TO_POD_BROKEN,
            Cause.PATH_BY_SERVICE_BROKEN,
            Cause.PATH_BY_NAME_BROKEN,
            Cause.EXPORTER_SEES_NO_REDIS,
            Cause.PROBE_BLIND,
            Cause.RESTARTED_UNDER_PRESSURE,
            Cause.NOT_RESTARTED,
            Cause.NOT_REPLACED,
            Cause.NO_WAY_BACK,
            Cause.GAP_TOO_LONG,
            Cause.STOPS_TOO_LATE,
            Cause.LEFT_BEHIND);

    private CpuStarvation() {}

    /**
     * The finding, or that it cannot be told.
     *
     * @param share the least of a processor that this process got meanwhile
     */
    static Finding judged(Finding finding, double share) {
        return share >= CpuMonitor.TOO_LITTLE || !BOUND_TO_TIME.contains(finding.cause())
                ? finding
                : Finding.of(
                                Cause.MACHINE_BUSY,
                                "This machine had no time for the run, and what was too slow may be healthy: %s"
                                        .formatted(finding.reason()))
                        .expected("a twentieth of a processor at least")
                        .seen("%.2f of one, for three seconds".formatted(share))
                        .fact("otherwise", finding.cause().word())
                        .likely("other processes take the CPU, or a limit on this one does")
                        .next("uptime   # then run again");
    }
}
