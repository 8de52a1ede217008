// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.CutProxy;
import co.littleman.m1onk8s.Soak;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to clusters that people depend on, while a stack that is right is judged there: a run passes, or it says
 * what stood in its way; it never blames the stack, it ends, and it leaves nothing.
 */
@Tag("proof")
@Order(1)
@ExtendWith(StagingCluster.OfOneClass.class)
class TroubleIT {
    /** The longest run here takes 40 s, and a check that is looked at three times waits two minutes for it at most. */
    private static final int LONGEST_SECONDS = 170;

    /** Who changes it is alone; who touches a namespace or a wire of its own is not. */
    private static final String NODE = "the node that TroubleIT has";

    @TempDir
    private Path directory;

    @ResourceLock(NODE)
    @Test
    void theApiServerIsStartedAgain(StagingCluster on) {
        theApiServerIsStartedAgain(Level.PROBE, "PASS dns-server-answers", 300, on);
    }

    /** From the first question to what disturbs. */
    @ResourceLock(NODE)
    @Soak(quarter = 4)
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, level:, 0",
        "TALK, PASS redis-answers-ping, 0",
        "DISRUPT, PASS container-restarts, 1000",
    })
    void theApiServerIsStartedAgainAtAnyOtherMoment(Level level, String moment, long millis, StagingCluster on) {
        theApiServerIsStartedAgain(level, moment, millis, on);
    }

    private void theApiServerIsStartedAgain(Level level, String moment, long millis, StagingCluster on) {
        StagedStack stack = on.stack(directory, "restarted-" + level.word() + "-" + millis);

        DisturbedRun.Run run = DisturbedRun.run(limited(stack, level), moment, millis, on::killApiServer);

        on.awaitHealthy();
        run.isNeverTheStacksFault();
        assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
        stack.isClean();
    }

    /** The rights go, and come back: what stays meanwhile is said, and goes at the first start after its expiry. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @Test
    void theUsersRightsAreTakenAway(StagingCluster on) {
        List<StagedStack> stacks = new ArrayList<>();
        for (Moment moment : List.of(
                new Moment(Level.OBSERVE, "level:", 0),
                new Moment(Level.OBSERVE, "PASS objects-present", 0),
                new Moment(Level.TALK, "PASS redis-answers-ping", 0),
                new Moment(Level.PROBE, "began client pod", 0),
                new Moment(Level.PROBE, "PASS dns-server-answers", 200),
                new Moment(Level.DISRUPT, "PASS redis-saves-in-background", 2_000))) {
            StagedStack stack = on.stack(directory, "forbidden-" + stacks.size());
            DisturbedRun.Run run = DisturbedRun.run(
                    limited(stack, moment.level()), moment.line(), moment.millis(), stack::withdrawRights);

            run.isNeverTheStacksFault();
            assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
            assertThat(run.result().verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                    .as(run.told())
                    .isNotEmpty()
                    .allSatisfy(verdict -> assertThat(verdict.cause()).isEqualTo("api-forbidden"));
            stack.traces()
                    .leases()
                    .forEach(lease -> assertThat(run.warnings())
                            .anyMatch(line -> line.contains("the lease m1onk8s-verify in namespace")
                                    && line.contains("runs out by itself within 60 s")));
            stack.traces()
                    .clientPods()
                    .forEach(pod -> assertThat(run.warnings())
                            .anyMatch(line ->
                                    line.contains("pod " + pod.getMetadata().getName())
                                            && line.contains("takes it away")));
            stacks.add(stack);
        }
        assertThat(stacks)
                .anySatisfy(stack -> assertThat(stack.traces().leases()).isNotEmpty());
        assertThat(stacks)
                .anySatisfy(stack -> assertThat(stack.traces().clientPods()).isNotEmpty());

        for (StagedStack stack : stacks) {
            stack.traces().expireLeases();
            Result next = Verification.run(limited(stack, Level.PROBE, "redis-answers-ping"));
            assertThat(next.exitCode()).as(FindingsInReports.of(next)).isZero();
            stack.isClean();
        }
    }

    /**
     * A new version comes in mid-run, or the pod goes, as in a drain: what comes then is judged, or nothing is said.
     */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, PASS rollout-complete, 500, true, PASS",
        "OBSERVE, PASS rollout-complete, 500, false, PASS",
        "TALK, PASS rollout-complete, 500, true, PASS",
        "PROBE, PASS rollout-complete, 500, false, PASS",
        "DISRUPT, PASS redis-saves-in-background, 2500, true, INCONCLUSIVE",
        "DISRUPT, PASS redis-saves-in-background, 2500, false, INCONCLUSIVE",
    })
    void somebodyElseIsAtWork(
            Level level, String moment, long millis, boolean deploys, Outcome outcome, StagingCluster on) {
        StagedStack stack = on.stack(directory, (deploys ? "deployed-" : "drained-") + level.word());
        Runnable trouble = deploys ? stack::deployAgain : stack::evictPod;

        DisturbedRun.Run run = DisturbedRun.run(limited(stack, level), moment, millis, trouble);

        run.isNeverTheStacksFault();
        assertThat(run.result().run().outcome()).as(run.told()).isEqualTo(outcome.name());
        assertThat(run.result().verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE || verdict.retries() > 0)
                .as("what was seen of it")
                .isNotEmpty()
                .allMatch(verdict ->
                        verdict.outcome() == Outcome.PASS || verdict.cause().equals("stack-changed"));
        stack.isClean();
    }

    /** A drain takes what asks as well as what is asked. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @Test
    void theClientPodIsTakenAway(StagingCluster on) {
        StagedStack stack = on.stack(directory, "client-drained");

        DisturbedRun.Run run = DisturbedRun.run(
                limited(stack, Level.PROBE),
                "PASS dns-server-answers",
                0,
                () -> stack.traces()
                        .clientPods()
                        .forEach(pod -> on.admin().resource(pod).delete()));

        run.isNeverTheStacksFault();
        assertThat(run.result().run().outcome()).as(run.told()).isEqualTo("PASS");
        assertThat(run.lines()).filteredOn("began client pod"::equals).hasSize(3);
        stack.isClean();
    }

    /** Who lost the lease goes on to observe, and no further. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLeaseIsLost(boolean deleted, StagingCluster on) {
        StagedStack stack = on.stack(directory, deleted ? "lease-deleted" : "lease-taken");
        List<String> before = stack.traces().stackPods();

        DisturbedRun.Run run =
                DisturbedRun.run(limited(stack, Level.DISRUPT), "PASS redis-saves-in-background", 0, () -> {
                    var lease =
                            on.admin().leases().inNamespace(stack.namespace()).withName(Residue.LEASE);
                    if (deleted) {
                        lease.delete();
                    } else {
                        // Whatever the run itself writes at the same moment.
                        lease.patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"metadata": {"labels": {"m1onk8s.littleman.co/run": "0badc0de"}},
                         "spec": {"holderIdentity": "run 0badc0de on another host"}}""");
                    }
                });

        run.isNeverTheStacksFault();
        assertThat(run.result().exitCode()).isEqualTo(3);
        assertThat(run.result().verdicts())
                .filteredOn(verdict -> verdict.check().matches("container-restarts|pod-comes-back"))
                .extracting(Verdict::cause)
                .containsExactly("lease-lost", "lease-lost");
        assertThat(stack.traces().stackPods()).isEqualTo(before);
        assertThat(stack.traces().leases()).hasSize(deleted ? 0 : 1);
        assertThat(stack.traces().clientPods()).isEmpty();
    }

    /** The connection of a port-forward ends in the middle of a conversation with Redis, and that of every watch. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @Test
    void theTunnelIsCut(StagingCluster on) {
        theTunnelIsCut(Level.TALK, "PASS redis-answers-ping", 200, false, on);
    }

    /** Again and again, and while the stack is disturbed. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @Soak(quarter = 1)
    @ParameterizedTest
    @CsvSource({"PROBE, PASS redis-answers-ping, 0, true", "DISRUPT, PASS redis-saves-in-background, 2500, false"})
    void theTunnelIsCutAtAWorseMoment(Level level, String moment, long millis, boolean again, StagingCluster on) {
        theTunnelIsCut(level, moment, millis, again, on);
    }

    private void theTunnelIsCut(Level level, String moment, long millis, boolean again, StagingCluster on) {
        StagedStack stack = on.stack(directory, "cut-" + level.word() + "-" + millis);
        try (CutProxy wire = new CutProxy(URI.create(on.server()))) {
            Runnable trouble = again ? wire::cutAgainAndAgain : wire::cut;
            DisturbedRun.Run run = DisturbedRun.run(limited(stack, level, wire), moment, millis, trouble);

            run.isNeverTheStacksFault();
            assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
        }
        if (!again) {
            stack.isClean();
        }
    }

    /** Connections are forgotten and not ended: who watches hears nothing, and is told nothing. */
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = NODE, mode = ResourceAccessMode.READ)
    @Soak(quarter = 3)
    @Test
    void theWayFallsSilent(StagingCluster on) {
        StagedStack stack = on.stack(directory, "silent");
        try (CutProxy wire = new CutProxy(URI.create(on.server()))) {
            DisturbedRun.Run run =
                    DisturbedRun.run(limited(stack, Level.PROBE, wire), "began client pod", 0, wire::mute);

            run.isNeverTheStacksFault();
            // Forty, by new connections; by the old ones each question would cost its twenty.
            assertThat(run.seconds()).isLessThan(100);
        }
    }

    /** A third of all packets, all the while: first on the way to the API server, then between the pods. */
    @ResourceLock(NODE)
    @Soak(quarter = 1)
    @ParameterizedTest
    @CsvSource({"PROBE, INPUT ! -i lo -p tcp --dport 6443", "PROBE, FORWARD"})
    void packetsAreLost(Level level, String where, StagingCluster on) {
        StagedStack stack = on.stack(
                directory, "lossy-" + level.word() + "-" + where.substring(0, 2).toLowerCase(Locale.ROOT));
        String rule = where + " -m statistic --mode random --probability 0.3 -j DROP";
        DisturbedRun.Run run;
        try {
            run = DisturbedRun.run(limited(stack, level), "level:", 0, () -> iptables(on, "-I " + rule));
        } finally {
            iptables(on, "-D " + rule);
        }

        run.isNeverTheStacksFault();
        assertThat(run.seconds()).isLessThan(2 * LONGEST_SECONDS);
        if (where.equals("FORWARD")) {
            // To the API server TCP mends it all, in its time; DNS over UDP is asked again by us.
            assertThat(run.result().verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE || verdict.retries() > 0)
                    .as("what was asked again is counted")
                    .isNotEmpty();
        }
        stack.isClean();
    }

    private record Moment(Level level, String line, long millis) {}

    private static void iptables(StagingCluster on, String rule) {
        on.node().onServer("sh", "-c", "iptables -w " + rule);
    }

    /** A run of who has the level's rights, and no others. */
    private static Settings limited(StagedStack stack, Level level, String... checks) {
        return stack.settings(stack.withRightsFor(level, stack.on().listed()), level, checks);
    }

    /** As above, by a wire. */
    private static Settings limited(StagedStack stack, Level level, CutProxy wire) {
        Target.Existing direct = stack.withRightsFor(level, stack.on().listed());
        Path kubeconfig = stack.written("wire.kubeconfig", wire.through(read(StagedStack.file(direct))));
        return stack.settings(new Target.Existing(kubeconfig, direct.context(), direct.allowed()), level);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
