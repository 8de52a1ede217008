package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns claims into verdicts: side by side where they can, each after its grounds, every one of them with an end. */
public final class Judge {
    /** Claims wait most of their time, and some for seconds: with fewer threads they would wait for each other. */
    private static final int THREADS = 24;

    /** Longer than the API client waits for one answer. */
    private static final int LAST_REQUEST_SECONDS = 15;

    /** Of a run that was stopped: what waits is interrupted, and all is to be closed within ten seconds. */
    private static final int STOPPED_SECONDS = 4;

    private final Docket docket;
    private final Progress progress;
    private final Set<String> evidenceTaken = ConcurrentHashMap.newKeySet();
    private final Set<Docket.Entry> begun = ConcurrentHashMap.newKeySet();
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
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "claim");
            thread.setDaemon(true);
            return thread;
        });
        try (CpuShare share = CpuShare.watched()) {
            Map<Docket.Entry, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
            for (Docket.Entry entry : docket.entries()) {
                List<CompletableFuture<Verdict>> grounds = futures(docket.groundsOf(entry), verdicts);
                List<CompletableFuture<Verdict>> earlier = futures(docket.earlierThan(entry), verdicts);
                verdicts.put(
                        entry,
                        CompletableFuture.allOf(Stream.concat(grounds.stream(), earlier.stream())
                                        .toArray(CompletableFuture[]::new))
                                .thenApplyAsync(done -> verdict(entry, grounds, scene, evidence, share), threads));
            }
            CompletableFuture<Void> prestart =
                    prestartClientPods(scene, verdicts.values().iterator().next(), threads);
            List<Verdict> all = new ArrayList<>();
            verdicts.forEach((entry, verdict) -> all.add(await(entry, verdict, threads)));
            prestart.cancel(true);
            Completeness.check(docket.entries(), all).ifPresent(hole -> all.add(told(hole)));
            return all;
        } finally {
            end(threads);
        }
    }

    /** A pod takes a second or two to start: time that the rollout takes as well. */
    private CompletableFuture<Void> prestartClientPods(
            StackScene scene, CompletableFuture<Verdict> applied, ExecutorService threads) {
        Set<String> namespaces = docket.entries().stream()
                .filter(entry ->
                        entry.skip() == null && entry.claim().terms().needs().contains(Need.CLIENT_POD))
                .map(entry -> Objects.requireNonNull(entry.component()).namespace())
                .collect(Collectors.toSet());
        return applied.thenAcceptAsync(
                verdict -> {
                    if (holds(verdict)) {
                        namespaces.forEach(namespace -> prestart(scene, namespace));
                    }
                },
                threads);
    }

    private static void prestart(StackScene scene, String namespace) {
        try {
            scene.clientPod(namespace, namespace);
        } catch (Unproven e) {
            // The claim that needs the pod will ask again, and say what stands in the way.
        }
    }

    private static List<CompletableFuture<Verdict>> futures(
            List<Docket.Entry> entries, Map<Docket.Entry, CompletableFuture<Verdict>> verdicts) {
        return entries.stream()
                .map(entry -> Objects.requireNonNull(verdicts.get(entry)))
                .toList();
    }

    private Verdict verdict(
            Docket.Entry entry,
            List<CompletableFuture<Verdict>> grounds,
            StackScene scene,
            Evidence evidence,
            CpuShare share) {
        if (entry.skip() != null) {
            return told(Verdict.skipped(entry.id(), entry.subject(), entry.skip()));
        }
        try {
            for (CompletableFuture<Verdict> ground : grounds) {
                requireGround(ground.join());
            }
        } catch (Skipped skipped) {
            return told(Verdict.skipped(entry.id(), entry.subject(), skipped));
        }
        begun.add(entry);
        try {
            Looks.Looked looked = new Looks(entry, scene, share).judged();
            Verdict verdict = told(looked.verdict());
            // Collecting takes a while, and what happens meanwhile must not cost the verdict.
            if (looked.finding() != null) {
                takeEvidence(looked.finding(), entry, scene, evidence);
            }
            return verdict;
        } finally {
            ended.add(entry);
        }
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
            if (evidenceTaken.add(namespace)) {
                try {
                    evidence.collect(namespace).ifPresent(progress::note);
                } catch (RuntimeException e) {
                    progress.note("warning:   evidence of namespace %s was not collected: %s".formatted(namespace, e));
                }
            }
        }
    }

    private Verdict told(Verdict verdict) {
        progress.judged(verdict);
        return verdict;
    }

    private Verdict await(Docket.Entry entry, CompletableFuture<Verdict> verdict, ExecutorService threads) {
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
    private void end(ExecutorService threads) {
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
