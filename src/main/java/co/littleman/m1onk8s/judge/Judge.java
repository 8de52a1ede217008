package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.evidence.Evidence;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.AcceptedSkip;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Interrupted;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Phases;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import co.littleman.m1onk8s.verdict.Verdict;
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

/** Turns claims into verdicts: side by side where they can, each after its grounds, every one of them with an end. */
public final class Judge {
    /** Longer than the API client waits for one answer. */
    private static final int LAST_REQUEST_SECONDS = 15;

    /** Of a run that was stopped: what waits is interrupted, and all is to be closed within ten seconds. */
    private static final int STOPPED_SECONDS = 4;

    private final Docket docket;
    private final Progress progress;
    private final AtomicLong rolledOutNanos = new AtomicLong();
    private final Set<Docket.Entry> begun = ConcurrentHashMap.newKeySet();
    /** What was seen may not be told yet: it may follow from what another claim is about to find. */
    private final Map<Docket.Entry, Verdict> seen = new ConcurrentHashMap<>();

    private final Set<Docket.Entry> ended = ConcurrentHashMap.newKeySet();

    /**
     * Draws up what is to be judged.
     *
     * @param selected ids of the claims that were asked for, with their grounds
     */
    public Judge(List<Claim> claims, Set<String> selected, Stack stack, Reach reach, Progress progress) {
        this(claims, selected, stack, reach, List.of(), progress);
    }

    /**
     * As above, but for what a team has accepted not to know for a while.
     *
     * @param selected ids of the claims that were asked for, with their grounds
     */
    public Judge(
            List<Claim> claims,
            Set<String> selected,
            Stack stack,
            Reach reach,
            List<AcceptedSkip> accepted,
            Progress progress) {
        this.docket = new Docket(claims, selected, stack, reach, accepted);
        this.progress = progress;
    }

    /** The verdicts where there is no cluster to judge on: what stands in the way, once, and what falls with it. */
    public List<Verdict> blocked(Unproven obstacle) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Docket.Entry> entries = docket.entries();
        // Where nothing would be judged, somebody must say it all the same.
        Docket.Entry first = entries.stream()
                .filter(entry -> entry.skip() == null)
                .findFirst()
                .orElse(entries.get(0));
        for (Docket.Entry entry : entries) {
            List<Docket.Entry> grounds = docket.groundsOf(entry);
            Verdict verdict;
            if (entry.equals(first)) {
                verdict = Verdict.unproven(entry.id(), entry.subject(), obstacle.finding(), 0, 0);
            } else if (entry.skip() != null) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), entry.skip());
            } else if (standsOnJudged(grounds)) {
                verdict = Verdict.skipped(entry.id(), entry.subject(), lacking(grounds.get(0)));
            } else {
                Skipped blocked = new Skipped(
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
        return docket.entries().size();
    }

    /**
     * A verdict for each that was to be judged, in the order of the catalogue, whatever became of the run: what was judged
     * stands.
     *
     * @param judged by name
     * @param why the others have none
     */
    public List<Verdict> completed(Map<String, Verdict> judged, Unjudged why) {
        Map<String, Verdict> left = new LinkedHashMap<>(judged);
        // Where no other verdict says it, the first of them must, begun or not: skips alone look green.
        String cause = why.begun().apply("").cause().word();
        boolean said =
                judged.values().stream().anyMatch(verdict -> verdict.cause().equals(cause))
                        || begun.stream().anyMatch(entry -> !judged.containsKey(name(entry)));
        List<Verdict> all = new ArrayList<>();
        for (Docket.Entry entry : docket.entries()) {
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

    private Verdict unjudged(Docket.Entry entry, Unjudged why, boolean said) {
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
                        new Skipped(SkipReason.BLOCKED, finding.cause().word()))
                : Verdict.unproven(entry.id(), entry.subject(), finding, 0, 0);
    }

    private static String name(Docket.Entry entry) {
        return entry.subject() + " " + entry.id();
    }

    /**
     * Judges every claim; returns when each has its verdict, in the order of the catalogue. An interrupt ends the
     * waiting: what was being judged is INCONCLUSIVE(interrupted), and what had not begun is SKIPPED for it.
     */
    public List<Verdict> judge(StackScene scene, Evidence evidence) {
        Workers threads = new Workers();
        try (CpuShare share = CpuShare.watched()) {
            Map<Docket.Entry, CompletableFuture<Looks.Looked>> looked = new LinkedHashMap<>();
            for (Docket.Entry entry : docket.eachAfterThoseItWaitsFor()) {
                List<CompletableFuture<Looks.Looked>> grounds = futures(docket.groundsOf(entry), looked);
                List<CompletableFuture<Looks.Looked>> earlier = futures(docket.earlierThan(entry), looked);
                looked.put(
                        entry,
                        all(grounds, earlier)
                                .thenApplyAsync(
                                        done -> look(entry, grounds, scene, evidence, share),
                                        threads.of(entry.claim().terms())));
            }
            Map<Docket.Entry, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
            looked.forEach((entry, look) -> verdicts.put(
                    entry, look.thenCompose(saw -> settled(entry, saw, looked)).thenApply(this::told)));
            CompletableFuture<Void> prestart =
                    prestartClientPods(scene, looked.values().iterator().next(), threads);
            List<Verdict> all = new ArrayList<>();
            for (Docket.Entry entry : docket.entries()) {
                all.add(await(entry, Objects.requireNonNull(verdicts.get(entry)), threads));
            }
            prestart.cancel(true);
            recordWaitForVerdicts(scene.phases());
            Completeness.check(docket.entries(), all).ifPresent(hole -> all.add(told(hole)));
            return all;
        } finally {
            end(threads);
        }
    }

    /** A pod takes a second or two to start: time that the rollout takes as well. */
    private CompletableFuture<Void> prestartClientPods(
            StackScene scene, CompletableFuture<Looks.Looked> applied, Workers threads) {
        Set<String> namespaces = docket.entries().stream()
                .filter(entry ->
                        entry.skip() == null && entry.claim().terms().needs().contains(Need.CLIENT_POD))
                .map(entry -> Objects.requireNonNull(entry.component()).namespace())
                .collect(Collectors.toSet());
        return applied.thenAcceptAsync(
                saw -> {
                    if (holds(saw.verdict())) {
                        namespaces.forEach(namespace -> prestart(scene, namespace));
                    }
                },
                threads.waiting());
    }

    private static void prestart(StackScene scene, String namespace) {
        try {
            scene.clientPod(namespace, namespace);
        } catch (Unproven e) {
            // The claim that needs the pod will ask again, and say what stands in the way.
        }
    }

    private static List<CompletableFuture<Looks.Looked>> futures(
            List<Docket.Entry> entries, Map<Docket.Entry, CompletableFuture<Looks.Looked>> looked) {
        return entries.stream()
                .map(entry -> Objects.requireNonNull(looked.get(entry)))
                .toList();
    }

    private static CompletableFuture<Void> all(
            List<CompletableFuture<Looks.Looked>> some, List<CompletableFuture<Looks.Looked>> others) {
        return CompletableFuture.allOf(
                Stream.concat(some.stream(), others.stream()).toArray(CompletableFuture[]::new));
    }

    private Looks.Looked look(
            Docket.Entry entry,
            List<CompletableFuture<Looks.Looked>> grounds,
            StackScene scene,
            Evidence evidence,
            CpuShare share) {
        if (entry.skip() != null) {
            return new Looks.Looked(Verdict.skipped(entry.id(), entry.subject(), entry.skip()), null);
        }
        try {
            for (CompletableFuture<Looks.Looked> ground : grounds) {
                requireGround(ground.join().verdict());
            }
        } catch (Skipped skipped) {
            return new Looks.Looked(Verdict.skipped(entry.id(), entry.subject(), skipped), null);
        }
        begun.add(entry);
        try {
            Looks.Looked looked = new Looks(entry, scene, share).judged();
            seen.put(entry, looked.verdict());
            // Collecting takes a while, and what happens meanwhile must not cost the verdict.
            if (looked.finding() != null) {
                takeEvidence(looked.finding(), entry, scene, evidence);
            }
            return looked;
        } finally {
            ended.add(entry);
        }
    }

    /** The verdict, once it is known whether what was seen is a consequence of what another claim finds. */
    private CompletableFuture<Verdict> settled(
            Docket.Entry entry, Looks.Looked saw, Map<Docket.Entry, CompletableFuture<Looks.Looked>> looked) {
        Finding finding = saw.looked();
        if (finding == null) {
            return CompletableFuture.completedFuture(saw.verdict());
        }
        Map<Docket.Entry, CompletableFuture<Looks.Looked>> roots = new LinkedHashMap<>();
        for (Docket.Entry other : docket.entries()) {
            if (Consequences.mayFollow(entry.id(), finding, other.id(), docket.areOfOne(entry, other))) {
                roots.put(other, Objects.requireNonNull(looked.get(other)));
            }
        }
        return all(List.copyOf(roots.values()), List.of())
                // A claim that broke explains nothing, and costs the others nothing.
                .handle((done, broke) -> roots.entrySet().stream()
                        .filter(root -> !root.getValue().isCompletedExceptionally())
                        .filter(root -> isRoot(
                                entry, finding, root.getKey(), root.getValue().join()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .map(root -> follower(entry, finding, root))
                        .orElse(saw.verdict()));
    }

    private boolean isRoot(Docket.Entry entry, Finding finding, Docket.Entry root, Looks.Looked saw) {
        return saw.finding() != null
                && Consequences.follows(entry.id(), finding, root.id(), saw.finding(), docket.areOfOne(entry, root));
    }

    private static Verdict follower(Docket.Entry entry, Finding finding, Docket.Entry root) {
        return Verdict.skipped(
                entry.id(),
                entry.subject(),
                new Skipped(
                        SkipReason.FOLLOWS,
                        "%s; it saw %s".formatted(root.id(), finding.cause().word())));
    }

    private static void requireGround(Verdict ground) {
        if (!holds(ground)) {
            throw new Skipped(SkipReason.GROUND, ground.claim());
        }
    }

    /** A ground that was skipped because there was nothing to judge holds; one that fell with its own ground does not. */
    private static boolean holds(Verdict ground) {
        return switch (ground.outcome()) {
            case PASS -> true;
            case SKIPPED -> !ground.reason().startsWith(SkipReason.GROUND.word());
            default -> false;
        };
    }

    /** With a ground that was not judged there is nothing to fall with. */
    private static boolean standsOnJudged(List<Docket.Entry> grounds) {
        return grounds.stream().anyMatch(ground -> ground.skip() == null);
    }

    private static Skipped lacking(Docket.Entry ground) {
        return new Skipped(SkipReason.GROUND, ground.claim().id());
    }

    /** At the moment of the failure, before clean-up changes what there is to see; once for a namespace. */
    private void takeEvidence(Finding finding, Docket.Entry entry, StackScene scene, Evidence evidence) {
        if (finding.cause().outcome() != Outcome.FAIL) {
            return;
        }
        Component component = entry.component();
        Set<String> namespaces = component == null ? scene.namespaces() : Set.of(component.namespace());
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
        if (verdict.claim().equals(RolloutComplete.TERMS.id()) && verdict.outcome() == Outcome.PASS) {
            rolledOutNanos.accumulateAndGet(System.nanoTime(), Math::max);
        }
        progress.judged(verdict);
        return verdict;
    }

    private Verdict await(Docket.Entry entry, CompletableFuture<Verdict> verdict, Workers threads) {
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

    private Verdict stopped(Docket.Entry entry) {
        Verdict untold = seen.get(entry);
        if (untold != null) {
            return untold;
        }
        Finding finding = Interrupted.whileDoing("judging " + entry.id()).finding();
        if (begun.contains(entry)) {
            return Verdict.unproven(entry.id(), entry.subject(), finding, 0, 0);
        }
        Skipped notBegun = new Skipped(SkipReason.BLOCKED, finding.cause().word());
        return Verdict.skipped(entry.id(), entry.subject(), entry.skip() == null ? notBegun : entry.skip());
    }

    /**
     * What a claim makes in the cluster must be made by now, or nobody would remove it. One that does not end costs the
     * others nothing: {@link #completed} names it.
     */
    private void end(Workers threads) {
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
