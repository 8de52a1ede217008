package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.cluster.FakeApiServer;
import co.littleman.m1onk8s.cluster.RunLeases;
import co.littleman.m1onk8s.evidence.Evidence;
import co.littleman.m1onk8s.redis.RedisLogin;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Interrupted;
import co.littleman.m1onk8s.verdict.Phases;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while claims are judged. */
class StoppedJudgeTest {
    private static final Stack STACK = new Stack(List.of(), List.of(new Component("cache", "shop", null, List.of())));

    @TempDir
    private Path directory;

    @Test
    void onlyTheClaimInProgressIsInconclusiveAndTheOthersHadNotBegun() throws IOException {
        Claim looks = new OfComponent(Terms.of("looks", Level.OBSERVE, "", ""), () -> {});
        Claim freezes = new OfComponent(Terms.of("freezes", Level.DISRUPT, "", ""), stopping(Thread.currentThread()));
        Claim deletes = new OfComponent(Terms.of("deletes", Level.DISRUPT, "", ""), () -> {});
        Claim notAsked = new OfComponent(Terms.of("drains", Level.DISRUPT, "", ""), () -> {});
        Judge judge = new Judge(
                List.of(looks, freezes, deletes, notAsked),
                Set.of("looks", "freezes", "deletes"),
                STACK,
                Reach.ALL,
                Progress.NONE);

        List<Verdict> verdicts = judged(judge);

        assertThat(Thread.interrupted()).as("still told to stop").isTrue();
        assertThat(verdicts)
                .extracting(Verdict::claim, verdict -> verdict.outcome().name(), Verdict::reason)
                .containsExactly(
                        tuple("looks", "PASS", ""),
                        tuple("freezes", "INCONCLUSIVE", "The run was stopped while it was at: judging freezes."),
                        tuple("deletes", "SKIPPED", "blocked: interrupted"),
                        tuple("drains", "SKIPPED", "not-asked"));
    }

    private List<Verdict> judged(Judge judge) throws IOException {
        Settings settings = Settings.of(Path.of("manifests"));
        RunId run = new RunId("1a2b3c4d");
        Phases phases = new Phases(Progress.NONE);
        Target own = new Target.Own(Path.of("config"), "default");
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.cluster();
                RunLeases leases = RunLeases.take(own, Level.DISRUPT, Set.of("shop"), cluster, run, Progress.NONE);
                StackScene scene = new StackScene(
                        settings,
                        run,
                        STACK,
                        cluster,
                        new RedisLogin(cluster, settings.redis(), false),
                        leases,
                        phases,
                        Progress.NONE,
                        new Evidence(cluster, directory, "a-secret"))) {
            return judge.judge(scene, new Evidence(cluster, directory, "a-secret"));
        }
    }

    /** Is at work while the run is told to stop. */
    private static Runnable stopping(Thread run) {
        return () -> {
            run.interrupt();
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                throw Interrupted.whileDoing("judging freezes");
            }
        };
    }

    private record OfComponent(Terms terms, Runnable work) implements Claim.OfComponent {
        @Override
        public void prove(ComponentScene it) {
            work.run();
        }
    }
}
