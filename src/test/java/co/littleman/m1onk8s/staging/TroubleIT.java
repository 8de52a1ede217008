package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.Wire;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Verdict;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to clusters that people depend on, while a stack that is right is judged there: a run passes, or it says
 * what stood in its way; it never blames the stack, it ends, and it leaves nothing.
 */
@Tag("proof")
@ExtendWith(TroubledCluster.Resolver.class)
class TroubleIT {
    /** The longest run here takes 40 s, and a claim that is looked at three times waits two minutes for it at most. */
    private static final int LONGEST_SECONDS = 170;

    @TempDir
    private Path directory;

    /** From the first question to what disturbs. */
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, level:, 0",
        "TALK, PASS redis-answers-ping, 0",
        "PROBE, PASS dns-server-answers, 300",
        "DISRUPT, PASS container-restarts, 1000",
    })
    void theApiServerIsStartedAgain(Level level, String moment, long millis, TroubledCluster on) {
        Variant variant = on.installed(directory, "restarted-" + level.word() + "-" + millis);

        Troubled.Run run = Troubled.run(on.shared(variant, level), moment, millis, on::killApiServer);

        on.awaitHealthy();
        run.isNeverTheStacksFault();
        assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
        leavesNothing(on, variant);
    }

    /** The rights go, and come back: what stays meanwhile is said, and goes at the first start after its expiry. */
    @Test
    void theUsersRightsAreTakenAway(TroubledCluster on) {
        List<Variant> variants = new ArrayList<>();
        for (Moment moment : List.of(
                new Moment(Level.OBSERVE, "level:", 0),
                new Moment(Level.TALK, "PASS redis-answers-ping", 0),
                new Moment(Level.PROBE, "began client pod", 0),
                new Moment(Level.PROBE, "PASS dns-server-answers", 200),
                new Moment(Level.DISRUPT, "PASS redis-saves-in-background", 2_000))) {
            Variant variant = on.installed(directory, "forbidden-" + variants.size());
            Troubled.Run run = Troubled.run(
                    on.shared(variant, moment.level()),
                    moment.line(),
                    moment.millis(),
                    () -> on.withdrawRights(variant.namespace()));

            run.isNeverTheStacksFault();
            assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
            assertThat(run.result().verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE)
                    .as(run.told())
                    .allSatisfy(verdict -> assertThat(verdict.cause()).isEqualTo("api-forbidden"));
            on.leases(variant)
                    .forEach(lease -> assertThat(run.warnings())
                            .anyMatch(line -> line.contains("the lease m1onk8s-verify in namespace")
                                    && line.contains("runs out by itself within 60 s")));
            on.clientPods(variant.namespace())
                    .forEach(pod -> assertThat(run.warnings())
                            .anyMatch(line ->
                                    line.contains("pod " + pod.getMetadata().getName())
                                            && line.contains("takes it away")));
            variants.add(variant);
        }
        assertThat(variants)
                .anySatisfy(variant -> assertThat(on.leases(variant)).isNotEmpty());
        assertThat(variants)
                .anySatisfy(variant ->
                        assertThat(on.clientPods(variant.namespace())).isNotEmpty());
        pause(61_000);

        for (Variant variant : variants) {
            Result next = Verification.run(on.shared(variant, Level.PROBE, "redis-answers-ping"));
            assertThat(next.exitCode()).as(next.verdicts().toString()).isZero();
            leavesNothing(on, variant);
        }
    }

    /** Who lost the lease goes on to observe, and no further. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLeaseIsLost(boolean deleted, TroubledCluster on) {
        Variant variant = on.installed(directory, deleted ? "lease-deleted" : "lease-taken");
        List<String> before = on.stackPods(variant);

        Troubled.Run run = Troubled.run(on.shared(variant, Level.DISRUPT), "PASS redis-saves-in-background", 0, () -> {
            var lease = on.client().leases().inNamespace(variant.namespace()).withName("m1onk8s-verify");
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
                .filteredOn(verdict -> verdict.claim().matches("container-restarts|pod-comes-back"))
                .extracting(Verdict::cause)
                .containsExactly("lease-lost", "lease-lost");
        assertThat(on.stackPods(variant)).isEqualTo(before);
        assertThat(on.leases(variant)).hasSize(deleted ? 0 : 1);
        assertThat(on.clientPods(variant.namespace())).isEmpty();
    }

    /** The connection of a tunnel ends in the middle of a conversation with Redis, and that of every watch. */
    @ParameterizedTest
    @CsvSource({
        "TALK, PASS redis-answers-ping, 200, false",
        "PROBE, PASS redis-answers-ping, 0, true",
        "DISRUPT, PASS redis-saves-in-background, 2500, false",
    })
    void theTunnelIsCut(Level level, String moment, long millis, boolean again, TroubledCluster on) {
        Variant variant = on.installed(directory, "cut-" + level.word() + "-" + millis);
        try (Wire wire = new Wire(URI.create(on.cluster().server()))) {
            Reach reach = new Reach(level, false, null, null, Map.of());
            Path kubeconfig = on.written(wire.through(on.contents(on.limited(variant, level, reach))));
            Runnable trouble = again ? wire::cutAgainAndAgain : wire::cut;
            Troubled.Run run = Troubled.run(on.shared(variant, kubeconfig, reach), moment, millis, trouble);

            run.isNeverTheStacksFault();
            assertThat(run.seconds()).isLessThan(LONGEST_SECONDS);
        }
        if (!again) {
            leavesNothing(on, variant);
        }
    }

    /** Connections are forgotten and not ended: who watches hears nothing, and is told nothing. */
    @Test
    void theWayFallsSilent(TroubledCluster on) {
        Variant variant = on.installed(directory, "silent");
        try (Wire wire = new Wire(URI.create(on.cluster().server()))) {
            Reach reach = new Reach(Level.PROBE, false, null, null, Map.of());
            Path kubeconfig = on.written(wire.through(on.contents(on.limited(variant, Level.PROBE, reach))));
            Troubled.Run run = Troubled.run(on.shared(variant, kubeconfig, reach), "began client pod", 0, wire::mute);

            run.isNeverTheStacksFault();
            assertThat(run.seconds()).isLessThan(2 * LONGEST_SECONDS);
        }
    }

    /** A third of all packets, all the while: first on the way to the API server, then between the pods. */
    @ParameterizedTest
    @CsvSource({"PROBE, INPUT ! -i lo -p tcp --dport 6443", "PROBE, FORWARD"})
    void packetsAreLost(Level level, String where, TroubledCluster on) {
        Variant variant = on.installed(
                directory, "lossy-" + level.word() + "-" + where.substring(0, 2).toLowerCase(Locale.ROOT));
        String rule = where + " -m statistic --mode random --probability 0.3 -j DROP";
        Troubled.Run run;
        try {
            run = Troubled.run(on.shared(variant, level), "level:", 0, () -> on.onNode("iptables -w -I " + rule));
        } finally {
            on.onNode("iptables -w -D " + rule);
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
        leavesNothing(on, variant);
    }

    private record Moment(Level level, String line, long millis) {}

    private static void pause(long millis) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMillis(millis + 5_000))
                .until(() -> true);
    }

    private static void leavesNothing(TroubledCluster on, Variant variant) {
        // Kubernetes' garbage collector has to come back as well.
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(on.leases(variant)).isEmpty();
            assertThat(on.clientPods(variant.namespace())).isEmpty();
        });
        assertThat(on.redis(variant, "--scan", "--pattern", "m1onk8s-verify:*:pressure:tag:*"))
                .isEmpty();
    }
}
