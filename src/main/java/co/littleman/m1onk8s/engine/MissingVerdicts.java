// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives a verdict to each check that a run did not come to judge. */
final class MissingVerdicts {
    private final ExecutionPlan plan;
    private final ExecutionState execution;

    MissingVerdicts(ExecutionPlan plan, ExecutionState execution) {
        this.plan = plan;
        this.execution = execution;
    }

    /** The verdicts if there is no cluster to judge on: what stands in the way, once, and what falls with it. */
    List<Verdict> blocked(CheckFailedException obstacle) {
        List<Verdict> verdicts = new ArrayList<>();
        List<ExecutionPlan.PlannedCheck> entries = plan.entries();
        // If nothing would be judged, somebody must say it all the same.
        ExecutionPlan.PlannedCheck first = entries.stream()
                .filter(entry -> entry.skip() == null)
                .findFirst()
                .orElse(entries.get(0));
        for (ExecutionPlan.PlannedCheck entry : entries) {
            List<ExecutionPlan.PlannedCheck> dependencies = plan.dependenciesOf(entry);
            Verdict verdict;
            if (entry.equals(first)) {
                verdict = Verdict.notPassed(entry.id(), entry.subject(), obstacle.finding(), 0, 0);
            } else if (entry.skip() != null) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), entry.skip());
            } else if (dependsOnJudged(dependencies)) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), lacking(dependencies.get(0)));
            } else {
                CheckSkippedException blocked = new CheckSkippedException(
                        SkipReason.BLOCKED, obstacle.finding().cause().word());
                verdict = Verdict.skipped(entry.id(), entry.subject(), blocked);
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    /**
     * A verdict for each that was to be judged, in the order of the catalogue, whatever became of the run: what was
     * judged stands.
     *
     * @param judged by name
     * @param why the others have none
     */
    List<Verdict> completed(Map<String, Verdict> judged, UnjudgedReason why) {
        Map<String, Verdict> left = new LinkedHashMap<>(judged);
        // If no other verdict says it, the first of them must, begun or not: skips alone look green.
        String cause = why.begun().apply("").cause().word();
        boolean said =
                judged.values().stream().anyMatch(verdict -> verdict.cause().equals(cause))
                        || execution.begun().anyMatch(entry -> !judged.containsKey(entry.name()));
        List<Verdict> all = new ArrayList<>();
        for (ExecutionPlan.PlannedCheck entry : plan.entries()) {
            Verdict verdict = left.remove(entry.name());
            if (verdict == null) {
                verdict = unjudged(entry, why, said);
                said |= entry.skip() == null;
            }
            all.add(verdict);
        }
        all.addAll(left.values());
        return all;
    }

    private Verdict unjudged(ExecutionPlan.PlannedCheck entry, UnjudgedReason why, boolean said) {
        if (entry.skip() != null) {
            return Verdict.skipped(entry.id(), entry.subject(), entry.skip());
        }
        Verdict untold = execution.seen(entry);
        if (untold != null) {
            return untold;
        }
        Finding finding = why.begun().apply(entry.id());
        if (execution.hasBegun(entry)) {
            Finding all =
                    execution.hasEnded(entry) ? finding : finding.seen("it still runs, although it was told to end");
            return Verdict.notPassed(entry.id(), entry.subject(), all, 0, 0);
        }
        if (why.notBegun() != null) {
            return Verdict.notPassed(entry.id(), entry.subject(), why.notBegun(), 0, 0);
        }
        return said
                ? Verdict.skipped(
                        entry.id(),
                        entry.subject(),
                        new CheckSkippedException(
                                SkipReason.BLOCKED, finding.cause().word()))
                : Verdict.notPassed(entry.id(), entry.subject(), finding, 0, 0);
    }

    /** The verdict of a check whose execution was interrupted, or whose turn never came. */
    Verdict stopped(ExecutionPlan.PlannedCheck entry) {
        return unjudged(entry, UnjudgedReason.interrupted(), true);
    }

    /** With a dependency that was not judged there is nothing to fall with. */
    private static boolean dependsOnJudged(List<ExecutionPlan.PlannedCheck> dependencies) {
        return dependencies.stream().anyMatch(dependency -> dependency.skip() == null);
    }

    private static CheckSkippedException lacking(ExecutionPlan.PlannedCheck dependency) {
        return new CheckSkippedException(
                SkipReason.DEPENDENCY, dependency.check().id());
    }
}
