// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.result.RunInterruptedException;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while checks are judged. */
class StoppedCheckRunnerTest {
    private static final Stack STACK = new Stack(List.of(), List.of(new Component("cache", "shop", null, List.of())));

    @TempDir
    private Path directory;

    @Test
    void onlyTheCheckInProgressIsInconclusiveAndTheOthersHadNotBegun() throws IOException {
        Check looks = new OfComponent(CheckInfo.of("looks", Level.OBSERVE, "", ""), () -> {});
        Check freezes =
                new OfComponent(CheckInfo.of("freezes", Level.DISRUPT, "", ""), stopping(Thread.currentThread()));
        Check deletes = new OfComponent(CheckInfo.of("deletes", Level.DISRUPT, "", ""), () -> {});
        Check notAsked = new OfComponent(CheckInfo.of("drains", Level.DISRUPT, "", ""), () -> {});
        CheckRunner judge = new CheckRunner(
                List.of(looks, freezes, deletes, notAsked),
                Set.of("looks", "freezes", "deletes"),
                STACK,
                Scope.ALL,
                List.of(),
                Progress.NONE);

        List<Verdict> verdicts = judged(judge);

        assertThat(Thread.interrupted()).as("still told to stop").isTrue();
        assertThat(verdicts)
                .extracting(Verdict::check, verdict -> verdict.outcome().name(), Verdict::reason)
                .containsExactly(
                        tuple("looks", "PASS", ""),
                        tuple("freezes", "INCONCLUSIVE", "The run was stopped while it was at: judging freezes."),
                        tuple("deletes", "SKIPPED", "blocked: interrupted"),
                        tuple("drains", "SKIPPED", "not-asked"));
    }

    private List<Verdict> judged(CheckRunner judge) throws IOException {
        Settings settings = Settings.of(Path.of("manifests"));
        RunId run = new RunId("1a2b3c4d");
        Phases phases = new Phases(Progress.NONE);
        Target own = new Target.Own(Path.of("config"), "default");
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.cluster();
                RunLeases leases = RunLeases.take(own, Level.DISRUPT, Set.of("shop"), cluster, run, Progress.NONE);
                RunContext context = new RunContext(
                        settings,
                        run,
                        STACK,
                        cluster,
                        namespace -> "",
                        leases,
                        phases,
                        Progress.NONE,
                        new Evidence(cluster, directory, "a-secret"))) {
            return judge.judge(context, new Evidence(cluster, directory, "a-secret"));
        }
    }

    /** Is at work while the run is told to stop. */
    private static Runnable stopping(Thread run) {
        return () -> {
            run.interrupt();
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                throw RunInterruptedException.whileDoing("judging freezes");
            }
        };
    }

    private record OfComponent(CheckInfo info, Runnable work) implements Check.OfComponent {
        @Override
        public void check(ComponentContext it) {
            work.run();
        }
    }
}
