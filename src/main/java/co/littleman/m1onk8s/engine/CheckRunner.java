package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns checks into verdicts: side by side where they can, each after its dependencies, every one of them with an end. */
public final class CheckRunner {
    /** Longer than the API client waits for one answer. */
    private static final int LAST_REQUEST_SECONDS = 15;

    /** Of a run that was stopped: what waits is interrupted, and all is to be closed within ten seconds. */
    private static final int STOPPED_SECONDS = 4;

    private final ExecutionPlan plan;
    private final Progress progress;
    private final AtomicLong rolledOutNanos = new AtomicLong();
    private final Set<ExecutionPlan.PlannedCheck> begun = ConcurrentHashMap.newKeySet();
    /** What was seen may not be told yet: it may follow from what another check is about to find. */
    private final Map<ExecutionPlan.PlannedCheck, Verdict> seen = new ConcurrentHashMap<>();

    private final Set<ExecutionPlan.PlannedCheck> ended = ConcurrentHashMap.newKeySet();

    /**
     * Draws up what is to be judged.
     *
     * @param selected ids of the checks that were asked for, with their dependencies
     */
    public CheckRunner(List<Check> checks, Set<String> selected, Stack stack, Scope scope, Progress progress) {
        this(checks, selected, stack, scope, List.of(), progress);
    }

    /**
     * As above, but for what a team has accepted not to know for a while.
     *
     * @param selected ids of the checks that were asked for, with their dependencies
     */
    public CheckRunner(
            List<Check> checks,
            Set<String> selected,
            Stack stack,
            Scope scope,
            List<Waiver> accepted,
            Progress progress) {
        this.plan = new ExecutionPlan(checks, selected, stack, scope, accepted);
        this.progress = progress;
    }

    /** The verdicts where there is no cluster to judge on: what stands in the way, once, and what falls with it. */
    public List<Verdict> blocked(CheckFailedException obstacle) {
        List<Verdict> verdicts = new ArrayList<>();
        List<ExecutionPlan.PlannedCheck> entries = plan.entries();
        // Where nothing would be judged, somebody must say it all the same.
        ExecutionPlan.PlannedCheck first = entries.stream()
                .filter(entry -> entry.skip() == null)
                .findFirst()
                .orElse(entries.get(0));
        for (ExecutionPlan.PlannedCheck entry : entries) {
            List<ExecutionPlan.PlannedCheck> dependencies = plan.dependenciesOf(entry);
            Verdict verdict;
            if (entry.equals(first)) {
                verdict = Verdict.unproven(entry.id(), entry.subject(), obstacle.finding(), 0, 0);
            } else if (entry.skip() != null) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), entry.skip());
            } else if (standsOnJudged(dependencies)) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), lacking(dependencies.get(0)));
            } else {
                CheckSkippedException blocked = new CheckSkippedException(
                        SkipReason.BLOCKED, obstacle.finding().cause().word());
                verdict = Verdict.skipped(entry.id(), entry.subject(), blocked);
            }
            progress.judged(verdict);
            verdicts.add(verdict);
        }
        return verdicts;
    }

    /** How many verdicts there will be. */
    public int size() {
        return plan.entries().size();
    }

    /**
     * A verdict for each that was to be judged, in the order of the catalogue, whatever became of the run: what was judged
     * stands.
     *
     * @param judged by name
     * @param why the others have none
     */
    public List<Verdict> completed(Map<String, Verdict> judged, UnjudgedReason why) {
        Map<String, Verdict> left = new LinkedHashMap<>(judged);
        // Where no other verdict says it, the first of them must, begun or not: skips alone look green.
        String cause = why.begun().apply("").cause().word();
        boolean said =
                judged.values().stream().anyMatch(verdict -> verdict.cause().equals(cause))
                        || begun.stream().anyMatch(entry -> !judged.containsKey(name(entry)));
        List<Verdict> all = new ArrayList<>();
        for (ExecutionPlan.PlannedCheck entry : plan.entries()) {
            Verdict verdict = left.remove(name(entry));
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
        Verdict untold = seen.get(entry);
        if (untold != null) {
            return untold;
        }
        Finding finding = why.begun().apply(entry.id());
        if (begun.contains(entry)) {
            Finding all = ended.contains(entry) ? finding : finding.seen("it goes on, though it was told to end");
            return Verdict.unproven(entry.id(), entry.subject(), all, 0, 0);
        }
        if (why.notBegun() != null) {
            return Verdict.unproven(entry.id(), entry.subject(), why.notBegun(), 0, 0);
        }
        return said
                ? Verdict.skipped(
                        entry.id(),
                        entry.subject(),
                        new CheckSkippedException(SkipReason.BLOCKED, finding.cause().word()))
                : Verdict.unproven(entry.id(), entry.subject(), finding, 0, 0);
    }

    private static String name(ExecutionPlan.PlannedCheck entry) {
        return entry.subject() + " " + entry.id();
    }

    /**
     * Judges every check; returns when each has its verdict, in the order of the catalogue. An interrupt ends the
     * waiting: what was being judged is INCONCLUSIVE(interrupted), and what had not begun is SKIPPED for it.
     */
    public List<Verdict> judge(RunContext context, Evidence evidence) {
        WorkerPools threads = new WorkerPools();
        try (CpuMonitor share = CpuMonitor.watched()) {
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked = new LinkedHashMap<>();
            for (ExecutionPlan.PlannedCheck entry : plan.eachAfterThoseItWaitsFor()) {
                List<CompletableFuture<CheckExecution.Observed>> dependencies = futures(plan.dependenciesOf(entry), looked);
                List<CompletableFuture<CheckExecution.Observed>> earlier = futures(plan.earlierThan(entry), looked);
                looked.put(
                        entry,
                        all(dependencies, earlier)
                                .thenApplyAsync(
                                        done -> look(entry, dependencies, context, evidence, share),
                                        threads.of(entry.check().info())));
            }
            Map<ExecutionPlan.PlannedCheck, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
            looked.forEach((entry, look) -> verdicts.put(
                    entry, look.thenCompose(saw -> settled(entry, saw, looked)).thenApply(this::told)));
            CompletableFuture<Void> prestart =
                    prestartClientPods(context, looked.values().iterator().next(), threads);
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

    /** A pod takes a second or two to start: time that the rollout takes as well. */
    private CompletableFuture<Void> prestartClientPods(
            RunContext context, CompletableFuture<CheckExecution.Observed> applied, WorkerPools threads) {
        Set<String> namespaces = plan.entries().stream()
                .filter(entry ->
                        entry.skip() == null && entry.check().info().requirements().contains(Requirement.CLIENT_POD))
                .map(entry -> Objects.requireNonNull(entry.component()).namespace())
                .collect(Collectors.toSet());
        return applied.thenAcceptAsync(
                saw -> {
                    if (holds(saw.verdict())) {
                        namespaces.forEach(namespace -> prestart(context, namespace));
                    }
                },
                threads.waiting());
    }

    private static void prestart(RunContext context, String namespace) {
        try {
            context.clientPod(namespace, namespace);
        } catch (CheckFailedException e) {
            // The check that needs the pod will ask again, and say what stands in the way.
        }
    }

    private static List<CompletableFuture<CheckExecution.Observed>> futures(
            List<ExecutionPlan.PlannedCheck> entries, Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked) {
        return entries.stream()
                .map(entry -> Objects.requireNonNull(looked.get(entry)))
                .toList();
    }

    private static CompletableFuture<Void> all(
            List<CompletableFuture<CheckExecution.Observed>> some, List<CompletableFuture<CheckExecution.Observed>> others) {
        return CompletableFuture.allOf(
                Stream.concat(some.stream(), others.stream()).toArray(CompletableFuture[]::new));
    }

    private CheckExecution.Observed look(
            ExecutionPlan.PlannedCheck entry,
            List<CompletableFuture<CheckExecution.Observed>> dependencies,
            RunContext context,
            Evidence evidence,
            CpuMonitor share) {
        if (entry.skip() != null) {
            return new CheckExecution.Observed(Verdict.skipped(entry.id(), entry.subject(), entry.skip()), null);
        }
        try {
            for (CompletableFuture<CheckExecution.Observed> dependency : dependencies) {
                requireGround(dependency.join().verdict());
            }
        } catch (CheckSkippedException skipped) {
            return new CheckExecution.Observed(Verdict.skipped(entry.id(), entry.subject(), skipped), null);
        }
        begun.add(entry);
        try {
            CheckExecution.Observed looked = new CheckExecution(entry, context, share).judged();
            seen.put(entry, looked.verdict());
            // Collecting takes a while, and what happens meanwhile must not cost the verdict.
            if (looked.finding() != null) {
                takeEvidence(looked.finding(), entry, context, evidence);
            }
            return looked;
        } finally {
            ended.add(entry);
        }
    }

    /** The verdict, once it is known whether what was seen is a consequence of what another check finds. */
    private CompletableFuture<Verdict> settled(
            ExecutionPlan.PlannedCheck entry, CheckExecution.Observed saw, Map<ExecutionPlan.PlannedCheck, CompletableFuture<CheckExecution.Observed>> looked) {
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

    private boolean isRoot(ExecutionPlan.PlannedCheck entry, Finding finding, ExecutionPlan.PlannedCheck root, CheckExecution.Observed saw) {
        return saw.finding() != null
                && Consequences.follows(entry.id(), finding, root.id(), saw.finding(), plan.areOfOne(entry, root));
    }

    private static Verdict follower(ExecutionPlan.PlannedCheck entry, Finding finding, ExecutionPlan.PlannedCheck root) {
        return Verdict.skipped(
                entry.id(),
                entry.subject(),
                new CheckSkippedException(
                        SkipReason.FOLLOWS,
                        "%s; it saw %s".formatted(root.id(), finding.cause().word())));
    }

    private static void requireGround(Verdict dependency) {
        if (!holds(dependency)) {
            throw new CheckSkippedException(SkipReason.DEPENDENCY, dependency.check());
        }
    }

    /** A dependency that was skipped because there was nothing to judge holds; one that fell with its own dependency does not. */
    private static boolean holds(Verdict dependency) {
        return switch (dependency.outcome()) {
            case PASS -> true;
            case SKIPPED -> !dependency.reason().startsWith(SkipReason.DEPENDENCY.word());
            default -> false;
        };
    }

    /** With a dependency that was not judged there is nothing to fall with. */
    private static boolean standsOnJudged(List<ExecutionPlan.PlannedCheck> dependencies) {
        return dependencies.stream().anyMatch(dependency -> dependency.skip() == null);
    }

    private static CheckSkippedException lacking(ExecutionPlan.PlannedCheck dependency) {
        return new CheckSkippedException(SkipReason.DEPENDENCY, dependency.check().id());
    }

    /** At the moment of the failure, before clean-up changes what there is to see; once for a namespace. */
    private void takeEvidence(Finding finding, ExecutionPlan.PlannedCheck entry, RunContext context, Evidence evidence) {
        if (finding.cause().outcome() != Outcome.FAIL) {
            return;
        }
        Component component = entry.component();
        Set<String> namespaces = component == null ? context.namespaces() : Set.of(component.namespace());
        for (String namespace : namespaces) {
            try {
                evidence.collect(namespace).ifPresent(progress::note);
            } catch (RuntimeException e) {
                progress.note("warning:   evidence of namespace %s was not collected: %s".formatted(namespace, e));
            }
        }
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
            return verdict.isDone() && !verdict.isCompletedExceptionally() ? verdict.join() : stopped(entry);
        } catch (ExecutionException e) {
            if (threads.isShutdown()) {
                // What it waited for ended, and no thread takes it up any more.
                return stopped(entry);
            }
            return told(Verdict.unproven(
                    entry.id(),
                    entry.subject(),
                    Defects.of(entry.id(), Objects.requireNonNullElse(e.getCause(), e)),
                    0,
                    0));
        }
    }

    private Verdict stopped(ExecutionPlan.PlannedCheck entry) {
        Verdict untold = seen.get(entry);
        if (untold != null) {
            return untold;
        }
        Finding finding = RunInterruptedException.whileDoing("judging " + entry.id()).finding();
        if (begun.contains(entry)) {
            return Verdict.unproven(entry.id(), entry.subject(), finding, 0, 0);
        }
        CheckSkippedException notBegun = new CheckSkippedException(SkipReason.BLOCKED, finding.cause().word());
        return Verdict.skipped(entry.id(), entry.subject(), entry.skip() == null ? notBegun : entry.skip());
    }

    /**
     * What a check makes in the cluster must be made by now, or nobody would remove it. One that does not end costs the
     * others nothing: {@link #completed} names it.
     */
    private void end(WorkerPools threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            int seconds = interrupted ? STOPPED_SECONDS : LAST_REQUEST_SECONDS;
            if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
                begun.stream()
                        .filter(entry -> !ended.contains(entry))
                        .forEach(entry -> progress.note(
                                "warning:   %s had not ended %d s after it was told to; it is left to itself"
                                        .formatted(name(entry), seconds)));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
