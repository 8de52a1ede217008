// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;

/** What is to be said of a container that did not come back as it should. */
final class RestartFinding {
    /** The kubelet's: it doubles from 10 s to 5 min, and is forgotten after 10 quiet minutes. */
    private static final long FIRST_BACK_OFF = 10;

    private static final long LAST_BACK_OFF = 300;
    private static final int DOUBLINGS = 5;

    private final Workload workload;
    private final LiveContainer container;

    RestartFinding(Workload workload, LiveContainer container) {
        this.workload = workload;
        this.container = container;
    }

    /** How long the kubelet may wait before the next start of a container that was restarted this often already. */
    static Duration backOff(int restarts) {
        return restarts == 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(LAST_BACK_OFF, FIRST_BACK_OFF << Math.min(restarts - 1, DOUBLINGS)));
    }

    Finding of(Duration budget) {
        return of(workload, container.name(), container.state(), container.restarts(), container.isThere(), budget);
    }

    static Finding of(Workload workload, String name, String state, int restarts, boolean samePod, Duration budget) {
        String what = !samePod
                ? "did not come back: its pod was replaced."
                : restarts == 0
                        ? "was not started again within %d s of its end.".formatted(budget.toSeconds())
                        : restarts > 1
                                ? "had to be started %d times until it stayed.".formatted(restarts)
                                : "was not ready again within %d s of its end.".formatted(budget.toSeconds());
        return Finding.of(
                        restarts > 1 ? Cause.CRASH_LOOP : Cause.NOT_RESTARTED,
                        "Container %s of %s %s %s".formatted(name, workload.kind(), workload.name(), what))
                .expected("one restart in the same pod, ready within %d s".formatted(budget.toSeconds()))
                .seen("%s, restarts: %d".formatted(state, restarts))
                .detail("declared", workload.reference(), workload.file())
                .likely(
                        restarts == 1 && samePod
                                ? "a slow start: a probe's initialDelaySeconds, data to load, or too little CPU"
                                : "")
                .next("kubectl -n %s describe %s && kubectl -n %s get events"
                        .formatted(workload.namespace(), workload.reference(), workload.namespace()));
    }
}
