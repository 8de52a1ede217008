// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Runs the checks: several at a time if they do not disturb each other, each after its dependencies. */
public final class CheckRunner {
    /** Longer than the API client waits for one answer. */
    private static final int LAST_REQUEST_SECONDS = 15;

    /** Of a run that was stopped: what waits is interrupted, and all is to be closed within ten seconds. */
    private static final int STOPPED_SECONDS = 4;

    private final ExecutionPlan plan;
    private final Progress progress;
    private final AtomicLong rolledOutNanos = new AtomicLong();
    private final ExecutionState execution = new ExecutionState();
    private final MissingVerdicts missing;

    /**
     * Plans what is to be checked.
     *
     * @param selected ids of the checks that were asked for, with their dependencies
     * @param waivers checks that a team does not want to run for a while
     */
    public CheckRunner(
            List<Check> checks,
            Set<String> selected,
            Stack stack,
            Scope scope,
            List<Waiver> waivers,
            Progress progress) {
        this.plan = new ExecutionPlan(checks, selected, stack, scope, waivers);
        this.missing = new MissingVerdicts(plan, execution);
        this.progress = progress;
    }

    /** The verdicts if there is no cluster to judge on: what stands in the way, once, and what falls with it. */
    public List<Verdict> blocked(CheckFailedException obstacle) {
        List<Verdict> verdicts = missing.blocked(obstacle);
        verdicts.forEach(progress::judged);
        return verdicts;
    }

    /**
     * A verdict for each check of the plan, in its order, whatever became of the run: what was judged stands.
     *
     * @param judged by name
     * @param why the others have none
     */
    public List<Verdict> completed(Map<String, Verdict> judged, UnjudgedReason why) {
        return missing.completed(judged, why);
    }

    /** How many verdicts there will be. */
    public int size() {
        return plan.entries().size();
    }

    /** How many checks of a component kind will have no verdict, as no component runs it; by the name of the kind. */
    public Map<String, Integer> leftOut() {
        return plan.leftOut();
    }

    /**
     * Judges every check; returns when each has its verdict, in the order of the catalogue. An interrupt ends the
     * waiting: what was being judged is INCONCLUSIVE(interrupted), and what had not begun is SKIPPED for it.
     */
    public List<Verdict> judge(RunContext context, Evidence evidence) {
        WorkerPools threads = new WorkerPools();
        FailureEvidence failures = new FailureEvidence(context, evidence, progress);
        try (CpuMonitor share = CpuMonitor.watched()) {
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked = new LinkedHashMap<>();
            for (ExecutionPlan.PlannedCheck entry : plan.eachAfterThoseItWaitsFor()) {
                List<CompletableFuture<CheckExecution.Observed>> dependencies =
                        futures(plan.dependenciesOf(entry), looked);
                List<CompletableFuture<CheckExecution.Observed>> earlier = futures(plan.earlierThan(entry), looked);
                looked.put(
                        entry,
                        all(dependencies, earlier)
                                .thenApplyAsync(
                                        done -> look(entry, dependencies, context, failures, share),
                                        threads.of(entry.check().info())));
            }
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
            looked.forEach((entry, look) -> verdicts.put(
                    entry, look.thenCompose(saw -> settled(entry, saw, looked)).thenApply(this::told)));
            ClientPodStart clientPods = new ClientPodStart(plan, context);
            CompletableFuture<Void> prestart = looked.values()
                    .iterator()
                    .next()
                    .thenAcceptAsync(
                            applied -> {
                                if (holds(applied.verdict())) {
                                    clientPods.start();
                                }
                            },
                            threads.waiting());
            List<Verdict> all = new ArrayList<>();
            for (ExecutionPlan.PlannedCheck entry : plan.entries()) {
                all.add(await(entry, Objects.requireNonNull(verdicts.get(entry)), threads));
            }
            prestart.cancel(true);
            recordWaitForVerdicts(context.phases());
            Completeness.check(plan.entries(), all).ifPresent(hole -> all.add(told(hole)));
            return all;
        } finally {
            end(threads);
        }
    }

    private static List<CompletableFuture<CheckExecution.Observed>> futures(
            List<ExecutionPlan.PlannedCheck> entries,
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked) {
        return entries.stream()
                .map(entry -> Objects.requireNonNull(looked.get(entry)))
                .toList();
    }

    private static CompletableFuture<Void> all(
            List<CompletableFuture<CheckExecution.Observed>> some,
            List<CompletableFuture<CheckExecution.Observed>> others) {
        return CompletableFuture.allOf(
                Stream.concat(some.stream(), others.stream()).toArray(CompletableFuture[]::new));
    }

    private CheckExecution.Observed look(
            ExecutionPlan.PlannedCheck entry,
            List<CompletableFuture<CheckExecution.Observed>> dependencies,
            RunContext context,
            FailureEvidence evidence,
            CpuMonitor share) {
        if (entry.skip() != null) {
            return new CheckExecution.Observed(Verdict.skipped(entry.id(), entry.subject(), entry.skip()), null);
        }
        try {
            for (CompletableFuture<CheckExecution.Observed> dependency : dependencies) {
                requireDependency(dependency.join().verdict());
            }
        } catch (CheckSkippedException skipped) {
            return new CheckExecution.Observed(Verdict.skipped(entry.id(), entry.subject(), skipped), null);
        }
        execution.begin(entry);
        try {
            CheckExecution.Observed looked = new CheckExecution(entry, context, share).judged();
            execution.see(entry, looked.verdict());
            // Collecting takes a while, and what happens meanwhile must not cost the verdict.
            if (looked.finding() != null) {
                evidence.take(looked.finding(), entry);
            }
            return looked;
        } finally {
            execution.end(entry);
        }
    }

    /** The verdict, once it is known whether what was seen is a consequence of what another check finds. */
    private CompletableFuture<Verdict> settled(
            ExecutionPlan.PlannedCheck entry,
            CheckExecution.Observed saw,
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked) {
        Finding finding = saw.looked();
        if (finding == null) {
            return CompletableFuture.completedFuture(saw.verdict());
        }
        Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> roots = new LinkedHashMap<>();
        for (ExecutionPlan.PlannedCheck other : plan.entries()) {
            if (Consequences.mayFollow(entry.id(), finding, other.id(), plan.areOfOne(entry, other))) {
                roots.put(other, Objects.requireNonNull(looked.get(other)));
            }
        }
        return all(List.copyOf(roots.values()), List.of())
                // A check that broke explains nothing, and costs the others nothing.
                .handle((done, broke) -> roots.entrySet().stream()
                        .filter(root -> !root.getValue().isCompletedExceptionally())
                        .filter(root -> isRoot(
                                entry, finding, root.getKey(), root.getValue().join()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .map(root -> follower(entry, finding, root))
                        .orElse(saw.verdict()));
    }

    private boolean isRoot(
            ExecutionPlan.PlannedCheck entry,
            Finding finding,
            ExecutionPlan.PlannedCheck root,
            CheckExecution.Observed saw) {
        return saw.finding() != null
                && Consequences.follows(entry.id(), finding, root.id(), saw.finding(), plan.areOfOne(entry, root));
    }

    private static Verdict follower(
            ExecutionPlan.PlannedCheck entry, Finding finding, ExecutionPlan.PlannedCheck root) {
        return Verdict.skipped(
                entry.id(),
                entry.subject(),
                new CheckSkippedException(
                        SkipReason.FOLLOWS,
                        "%s; it saw %s".formatted(root.id(), finding.cause().word())));
    }

    private static void requireDependency(Verdict dependency) {
        if (!holds(dependency)) {
            throw new CheckSkippedException(SkipReason.DEPENDENCY, dependency.check());
        }
    }

    /**
     * A dependency that was skipped because there was nothing to judge holds; one that fell with its own dependency
     * does not.
     */
    private static boolean holds(Verdict dependency) {
        return switch (dependency.outcome()) {
            case PASS -> true;
            case SKIPPED -> !dependency.isSkippedFor(SkipReason.DEPENDENCY);
            default -> false;
        };
    }

    /** What a user waits for although the stack is up: from the end of the last rollout to the last verdict. */
    private void recordWaitForVerdicts(Phases phases) {
        long ready = rolledOutNanos.get();
        if (ready != 0) {
            phases.record("verdicts after rollout", Phases.secondsSince(ready));
        }
    }

    private Verdict told(Verdict verdict) {
        if (verdict.check().equals(RolloutComplete.INFO.id()) && verdict.outcome() == Outcome.PASS) {
            rolledOutNanos.accumulateAndGet(System.nanoTime(), Math::max);
        }
        progress.judged(verdict);
        return verdict;
    }

    private Verdict await(ExecutionPlan.PlannedCheck entry, CompletableFuture<Verdict> verdict, WorkerPools threads) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            return verdict.isDone() && !verdict.isCompletedExceptionally() ? verdict.join() : missing.stopped(entry);
        } catch (ExecutionException e) {
            if (threads.isShutdown()) {
                // What it waited for ended, and no thread takes it up any more.
                return missing.stopped(entry);
            }
            Throwable defect = Objects.requireNonNullElse(e.getCause(), e);
            return told(Verdict.notPassed(entry.id(), entry.subject(), Defects.of(entry.check(), defect), 0, 0));
        }
    }

    /** What a check creates must exist by now, or nobody would remove it. One that does not end costs the others nothing. */
    private void end(WorkerPools threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            int seconds = interrupted ? STOPPED_SECONDS : LAST_REQUEST_SECONDS;
            if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
                execution
                        .running()
                        .forEach(entry -> progress.note(
                                "warning:   %s was still running %d s after it was told to end; the run goes on without it"
                                        .formatted(entry.name(), seconds)));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
