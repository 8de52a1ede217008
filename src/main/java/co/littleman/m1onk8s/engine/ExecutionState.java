// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Verdict;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which checks have begun and ended, and what they saw; written by several threads. */
final class ExecutionState {
    private final Set<ExecutionPlan.PlannedCheck> begun = ConcurrentHashMap.newKeySet();
    private final Set<ExecutionPlan.PlannedCheck> ended = ConcurrentHashMap.newKeySet();
    private final Map<ExecutionPlan.PlannedCheck, Verdict> seen = new ConcurrentHashMap<>();

    void begin(ExecutionPlan.PlannedCheck check) {
        begun.add(check);
    }

    /** Keeps what a check saw. It may not be reported yet: it may follow from what another check is about to find. */
    void see(ExecutionPlan.PlannedCheck check, Verdict verdict) {
        seen.put(check, verdict);
    }

    void end(ExecutionPlan.PlannedCheck check) {
        ended.add(check);
    }

    boolean hasBegun(ExecutionPlan.PlannedCheck check) {
        return begun.contains(check);
    }

    boolean hasEnded(ExecutionPlan.PlannedCheck check) {
        return ended.contains(check);
    }

    /** What a check saw; null if it has seen nothing yet. */
    @Nullable
    Verdict seen(ExecutionPlan.PlannedCheck check) {
        return seen.get(check);
    }

    Stream<ExecutionPlan.PlannedCheck> begun() {
        return begun.stream();
    }

    /** Those that have begun and do not end. */
    Stream<ExecutionPlan.PlannedCheck> running() {
        return begun.stream().filter(check -> !ended.contains(check));
    }
}
