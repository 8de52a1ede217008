// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.RunStop.Reason;
import co.littleman.m1onk8s.access.ClusterAccess;
import co.littleman.m1onk8s.access.ClusterSession;
import co.littleman.m1onk8s.access.Clusters;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.apply.CustomResources;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.engine.CheckRunner;
import co.littleman.m1onk8s.engine.UnjudgedReason;
import co.littleman.m1onk8s.kinds.KindRun;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.OwnAnnotations;
import co.littleman.m1onk8s.lease.OrphanPods;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.rbac.Preflight;
import co.littleman.m1onk8s.report.Recorder;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.CleanUp;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One verification of one stack. Re-entrant: nothing is static, so runs may share a JVM, side by side. */
public final class Verification {
    private final Settings settings;
    private final WayIn wayIn;
    final RunStop stop;
    private final Recorder recorder;
    private final RunId run = RunId.random();
    private final Instant started = Instant.now();
    private final long startNanos = System.nanoTime();
    private final Phases phases;
    private final Stack stack;
    private final Catalogue catalogue;
    private final Set<String> checks;
    private final RunPermissions permissions;
    private final ReportDirectory report;

    private final List<NamespaceChanges> changes = new CopyOnWriteArrayList<>();

    // Written by the thread of the run, and read by the one that waits for it.
    private volatile CheckRunner judge;
    private volatile @Nullable SettingsException refused;
    private volatile @Nullable Finding obstacle;
    private volatile ClusterFacts clusterFacts = ClusterFacts.NONE;
    private volatile int apiRequests;
    private volatile int apiWrites;

    Verification(Settings settings, Progress progress, Catalogue catalogue, WayIn wayIn) {
        this.wayIn = wayIn;
        this.catalogue = catalogue;
        this.settings = settings;
        this.report = new ReportDirectory(settings.report(), settings.reportFormats());
        this.stack = Stack.read(settings, Kinds.all());
        new OwnAnnotations(Kinds.all()).requireMeant(stack.manifests());
        Kinds.all().stream().forEach(kind -> kind.requireValid(settings, stack));
        this.checks = catalogue.select(settings.checks());
        catalogue.requireKnown(settings.waivers());
        this.permissions = new RunPermissions(settings, stack, catalogue);
        this.stop = new RunStop(deadline(settings.scope().level()));
        this.recorder = new Recorder(progress, stop::explained);
        this.phases = new Phases(recorder);
        this.judge = judge(settings.scope());
    }

    /** As {@link #run(Settings, Progress)}, with nobody watching. */
    public static Result run(Settings settings) {
        return run(settings, Progress.NONE);
    }

    /**
     * Runs the checks and writes {@code verdicts.json}, whatever becomes of the run.
     *
     * @throws co.littleman.m1onk8s.settings.SettingsException if settings or files cannot be read: nothing was
     *     asked of any cluster, and nothing is written
     */
    public static Result run(Settings settings, Progress progress) {
        return run(settings, progress, Catalogue.standard());
    }

    /**
     * As {@link #run(Settings, Progress)}, with the checks of this catalogue, such as
     * {@code Catalogue.standard().with(new MyCheck())}.
     */
    public static Result run(Settings settings, Progress progress, Catalogue catalogue) {
        return new Verification(settings, progress, catalogue, Clusters::open).run();
    }

    /** The way into a cluster: for tests, one that breaks. */
    interface WayIn {
        Cluster open(Settings settings, RunId run, Phases phases, Progress progress);
    }

    Result run() {
        report.prepare();
        try (RunStop watched = stop.watch();
                recorder) {
            recorder.begin(report, judge.size(), facts(Result.DIED));
            report.reserve(judge.size())
                    .ifPresent(why -> recorder.note(
                            "warning:   there is no room for the verdicts in %s (%s); they are printed, and may not be kept"
                                    .formatted(settings.report(), why)));
            new RunNotes(settings, report, recorder).begin(run, stack.notes());
            boolean ended = watched.attend(this::work);
            if (refused != null) {
                report.forgetJournal();
                throw refused;
            }
            if (!ended) {
                recorder.note(
                        "warning:   the run does not end by itself, and is left alone: what it made may still be there");
            }
            return written(completed());
        }
    }

    /** Whatever becomes of it, what was judged is kept. */
    private void work() {
        try {
            verify();
        } catch (SettingsException e) {
            refused = e;
        } catch (CheckFailedException e) {
            obstacle = e.finding().typed(Kubectl.of(settings, stack.command())::typed);
        } catch (Throwable defect) {
            obstacle = Finding.of(Cause.DEFECT, "The run broke: " + defect)
                    .seen(defect.getStackTrace().length == 0 ? "" : "at " + defect.getStackTrace()[0])
                    .likely("a defect of m1onk8s-verify, not of the stack");
        }
    }

    /** A verdict for each check; what was not judged says why. */
    private List<Verdict> completed() {
        Finding broken = obstacle;
        if (stop.reason().isEmpty() && broken != null && recorder.verdicts().isEmpty()) {
            return judge.blocked(new CheckFailedException(broken));
        }
        Map<String, Verdict> judged = recorder.stop();
        UnjudgedReason why = stop.reason().isEmpty() && broken != null
                ? UnjudgedReason.skippingTheRest(check -> broken)
                : stop.unjudged();
        List<Verdict> all = judge.completed(judged, why);
        if (stop.reason().isEmpty() && broken != null && all.size() == judged.size()) {
            recorder.note("warning:   all was judged before, and stands. " + broken.reason());
        }
        recorder.add(all.stream()
                .filter(verdict -> !judged.containsKey(verdict.name()))
                .toList());
        return all;
    }

    /** In the report and in the journal. If the report cannot be written, that is a verdict as well. */
    private Result written(List<Verdict> verdicts) {
        Result result = result(verdicts);
        boolean interrupted = Thread.interrupted();
        Optional<String> why = report.write(result);
        if (why.isPresent()) {
            List<Verdict> more = new ArrayList<>(verdicts);
            Verdict unwritten = report.unwritten(why.get());
            more.add(unwritten);
            recorder.add(List.of(unwritten));
            result = result(more);
        }
        if (Result.outcome(verdicts) == Outcome.PASS && result.run().outcome().equals(Outcome.INCONCLUSIVE.name())) {
            recorder.note("warning:   none of the checks that --check names was judged; each says why");
        }
        recorder.end(result);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private void verify() {
        try (Cluster cluster = phases.time("cluster", () -> wayIn.open(settings, run, phases, recorder))) {
            try {
                new RunNotes(settings, report, recorder).reached(cluster);
                clusterFacts = ClusterDescription.of(settings, cluster);
                Preflight preflight = new Preflight(cluster, permissions::command, recorder);
                ClusterSession standing = new ClusterAccess(
                                settings,
                                cluster,
                                level -> preflight.require(level, permissions.required(level)),
                                recorder)
                        .of(stack.namespaces());
                clusterFacts = ClusterDescription.of(settings, cluster, standing, Map.of());
                stop.deadline(deadline(standing.level()));
                recorder.know(facts(Result.DIED));
                judge(cluster, preflight, standing);
            } finally {
                apiRequests = cluster.requests();
                apiWrites = cluster.writes();
            }
        }
    }

    private Duration deadline(Level level) {
        return settings.timeouts().wholeRun(level, stack.components().size());
    }

    private CheckRunner judge(Scope scope) {
        return new CheckRunner(catalogue.all(), checks, stack, scope, settings.waivers(), recorder);
    }

    /** What is made inside the cluster goes before the lease does. */
    private void judge(Cluster cluster, Preflight preflight, ClusterSession standing) {
        try (RunLeases leases =
                RunLeases.take(settings.target(), standing.level(), stack.namespaces(), cluster, run, recorder)) {
            new OrphanPods(cluster, recorder)
                    .at(standing.level(), settings.target(), settings.scope().places(stack.namespaces()));
            NamespaceWatch watch = NamespaceWatch.begin(settings, stack, cluster, preflight, standing.level());
            List<Verdict> verdicts = judge(cluster, standing, leases);
            CleanUp.run(() -> changes.addAll(watch.end(catalogue, verdicts, recorder)));
        }
    }

    private List<Verdict> judge(Cluster cluster, ClusterSession standing, RunLeases leases) {
        KindRun kinds = Kinds.all().begin(cluster, settings, standing.level().allows(Level.TALK));
        Evidence evidence = new Evidence(cluster, report.evidence(), kinds::hidden);
        try (RunContext context = new RunContext(
                settings, run, served(cluster), cluster, kinds::hidden, leases, phases, recorder, evidence)) {
            kinds.join(context);
            Kinds.all().deleteOrphans(context, leases, recorder);
            judge = judge(settings.scope().upTo(standing.level()));
            List<Verdict> verdicts = judge.judge(context, evidence);
            CleanUp.run(() -> Kinds.all().deleteOrphans(context, leases, recorder));
            clusterFacts = ClusterDescription.of(settings, cluster, standing, context.imagesThatRan());
            return verdicts;
        }
    }

    /** What the cluster can hold of the stack; a check says what it cannot. */
    private Stack served(Cluster cluster) {
        return stack.without(CustomResources.unserved(cluster, stack.manifests()));
    }

    private Result result(List<Verdict> verdicts) {
        boolean interrupted = stop.reason().filter(Reason.SIGNAL::equals).isPresent();
        String outcome = interrupted
                ? Result.INTERRUPTED
                : Result.outcome(verdicts, settings.checks()).name();
        return new Result(Result.SCHEMA_VERSION, facts(outcome), verdicts);
    }

    private RunFacts facts(String outcome) {
        return new RunFacts(
                run.value(),
                started.toString(),
                Phases.secondsSince(startNanos),
                outcome,
                clusterFacts,
                stack.files(),
                phases.seconds(),
                apiRequests,
                apiWrites,
                List.copyOf(changes),
                judge.leftOut());
    }
}
