// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunLeasesTest {
    private static final String ALL = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";
    private static final String ONE = ALL + "/m1onk8s-verify";
    private static final Target SHARED =
            new Target.Existing(Path.of("config"), "staging", new AllowList("verify.yml", List.of()));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @EnumSource(names = {"TALK", "PROBE", "DISRUPT", "INSTALL"})
    void fromTalkUpARunTakesALeaseAndLetsItGo(Level level) throws IOException {
        try (FakeApiServer server = new FakeApiServer().on("POST " + ALL, 201, lease("1a2b3c4d", NOON));
                Cluster cluster = server.cluster()) {
            server.on("DELETE " + ONE, 200, "{}");
            RunLeases leases = take(SHARED, level, cluster);
            OwnershipMetadata mark = leases.mark("shop");
            leases.close();

            assertThat(server.requests()).containsExactly("GET /version", "GET " + ONE, "POST " + ALL, "DELETE " + ONE);
            assertThat(server.body("DELETE " + ONE))
                    .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Background\","
                            + "\"preconditions\":{\"uid\":\"a-uid\",\"resourceVersion\":\"7\"}}");
            assertThat(mark.owner()).isNotNull().satisfies(owner -> {
                assertThat(owner.getKind()).isEqualTo("Lease");
                assertThat(owner.getUid()).isEqualTo("a-uid");
                assertThat(owner.getBlockOwnerDeletion()).isNull();
            });
            assertThat(leases.left()).isEmpty();
        }
    }

    @Test
    void oneThatHasRunOutIsDeletedWithWhatItOwnsAndARunThatWroteKeysIsKnown() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + ONE, 200, lease("0badc0de", Instant.EPOCH, "0badc0de"))
                        .on("DELETE " + ONE, 200, "{}")
                        .on("POST " + ALL, 201, lease("1a2b3c4d", NOON, "0badc0de"));
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.TALK, cluster)) {
            assertThat(server.requests()).containsExactly("GET /version", "GET " + ONE, "DELETE " + ONE, "POST " + ALL);
            assertThat(leases.left()).containsExactly(new RunId("0badc0de"));
        }
    }

    @Test
    void aRunThatTookOverAndWasKilledItselfHandsOnWhomItTookOverFrom() throws IOException {
        String killed = lease("0badf00d", Instant.EPOCH, "0badc0de");
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + ONE, 200, killed)
                        .on("DELETE " + ONE, 200, "{}")
                        .on("POST " + ALL, 201, killed);
                Cluster cluster = server.cluster()) {
            take(SHARED, Level.TALK, cluster).close();

            assertThat(server.body("POST " + ALL)).contains("\"m1onk8s.littleman.co/left-by\":\"0badc0de\"");
        }
    }

    @Test
    void aRunThatWroteNoKeysWithoutATtlIsNotRemembered() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + ONE, 200, lease("0badf00d", Instant.EPOCH))
                        .on("DELETE " + ONE, 200, "{}")
                        .on("POST " + ALL, 201, lease("1a2b3c4d", NOON));
                Cluster cluster = server.cluster()) {
            take(SHARED, Level.TALK, cluster).close();

            assertThat(server.body("POST " + ALL)).doesNotContain("left-by");
        }
    }

    @Test
    void beforeARunWritesKeysWithoutATtlItsLeaseSaysSo() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .on("PUT " + ONE, 200, lease("1a2b3c4d", Instant.now(), "1a2b3c4d"));
                Cluster cluster = server.cluster()) {
            RunLeases leases = take(SHARED, Level.DISRUPT, cluster);
            leases.mayLeaveKeys();
            assertThat(server.body("PUT " + ONE))
                    .contains("\"m1onk8s.littleman.co/left-by\":\"1a2b3c4d\"")
                    .doesNotContain("\"holderIdentity\":\"\"");

            leases.leavesNoKeys();
            assertThat(leases.left()).isEmpty();
            leases.close();
            assertThat(server.requests()).endsWith("PUT " + ONE, "DELETE " + ONE);
        }
    }

    @Test
    void whereItCannotSaySoNothingIsWrittenAndNothingRemembered() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .refuse("PUT " + ONE, 403, "no");
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(leases::mayLeaveKeys)
                    .satisfies(refused -> assertThat(refused.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
            assertThat(leases.left()).isEmpty();
        }
    }

    @Test
    void whereTheAnswerToAnotherRenewalWasLostItIsSaidOnceMore() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .refuse("PUT " + ONE, 409, "the object has been modified");
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            server.on("GET " + ONE, 200, lease("1a2b3c4d", Instant.now()));
            leases.mayLeaveKeys();

            assertThat(server.requests()).containsSubsequence("PUT " + ONE, "GET " + ONE, "PUT " + ONE);
        }
    }

    @Test
    void oneCheckThatTookItsKeysAwaySaysNothingOfAnother() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .on("PUT " + ONE, 200, lease("1a2b3c4d", Instant.now(), "1a2b3c4d"));
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            leases.mayLeaveKeys();
            leases.mayLeaveKeys();
            leases.leavesNoKeys();

            assertThat(leases.left()).containsExactly(new RunId("1a2b3c4d"));
        }
    }

    @Test
    void whereKeysAreLeftTheLeaseStaysWithoutAHolderAndRecordsWhose() throws IOException {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now(), "0badc0de"))
                        .on("PUT " + ONE, 200, lease("1a2b3c4d", Instant.now(), "0badc0de", "1a2b3c4d"));
                Cluster cluster = server.cluster()) {
            server.on("GET " + ONE, 200, lease("0badc0de", Instant.EPOCH, "0badc0de"))
                    .on("DELETE " + ONE, 200, "{}");
            RunLeases leases = take(SHARED, Level.DISRUPT, cluster, new Progress() {
                @Override
                public void note(String line) {
                    notes.add(line);
                }
            });
            notes.clear();
            leases.mayLeaveKeys();
            leases.keepsRemembering("Redis refuses the password.");
            leases.close();

            assertThat(server.body("PUT " + ONE))
                    .contains("\"m1onk8s.littleman.co/left-by\":\"0badc0de,1a2b3c4d\"", "\"holderIdentity\":\"\"");
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .matches("warning: {3}the lease m1onk8s-verify in namespace shop of run 1a2b3c4d on \\S+ stays,"
                            + " without a holder: it records that run 0badc0de, 1a2b3c4d may have left data in a store,"
                            + " which the next start deletes; this one could not: Redis refuses the password\\.");
        }
    }

    @Test
    void whatWasDeletedIsForgotten() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + ONE, 200, lease("0badc0de", Instant.EPOCH, "0badc0de"))
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now(), "0badc0de"))
                        .on("DELETE " + ONE, 200, "{}");
                Cluster cluster = server.cluster()) {
            RunLeases leases = take(SHARED, Level.TALK, cluster);
            assertThat(leases.left()).isNotEmpty();
            leases.forget(Set.of(new RunId("0badc0de")));
            assertThat(leases.left()).isEmpty();
            leases.close();

            assertThat(server.requests()).noneMatch(request -> request.startsWith("PUT"));
        }
    }

    @Test
    void whoHasLostItMayOnlyObserve() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .on("GET /readyz", 200, "{}")
                        .refuse("PUT " + ONE, 409, "the object has been modified");
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            server.on("GET " + ONE, 200, lease("0badc0de", Instant.now()));
            leases.admit(Level.PROBE);
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> leases.admit(Level.DISRUPT))
                    .satisfies(lost -> assertThat(lost.finding().message())
                            .isEqualTo("""
                            The lease m1onk8s-verify in namespace shop is no longer this run's: another run may be at work there.
                              expected   held by %s
                              seen       It is held by us.
                              likely     somebody took or deleted it by hand, or this run was asleep for longer than a minute
                              look       kubectl -n shop get lease m1onk8s-verify -o yaml   # whose is it?""".formatted(lost.finding().expected().replace("held by ", ""))));
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> leases.admit(Level.TALK))
                    .satisfies(lost -> assertThat(lost.finding().cause()).isEqualTo(Cause.LEASE_LOST));
            leases.admit(Level.OBSERVE);
        }
    }

    @Test
    void aRenewalWhoseAnswerWasLostIsNoLoss() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .on("GET /readyz", 200, "{}")
                        .refuse("PUT " + ONE, 409, "the object has been modified");
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            server.on("GET " + ONE, 200, lease("1a2b3c4d", Instant.now()));
            leases.admit(Level.DISRUPT);
            leases.admit(Level.TALK);
        }
    }

    @Test
    void whoMayNotRenewItAnyMoreIsTold() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("POST " + ALL, 201, lease("1a2b3c4d", Instant.now()))
                        .on("GET /readyz", 200, "{}")
                        .refuse("PUT " + ONE, 403, "no");
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.DISRUPT, cluster)) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> leases.admit(Level.DISRUPT))
                    .satisfies(refused -> assertThat(refused.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
            leases.admit(Level.TALK);
        }
    }

    @Test
    void oneThatSomebodyRenewedMeanwhileIsTheirs() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + ONE, 200, lease("0badc0de", Instant.EPOCH))
                        .refuse("DELETE " + ONE, 409, "the ResourceVersion in the precondition does not match");
                Cluster cluster = server.cluster()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> take(SHARED, Level.TALK, cluster))
                    .satisfies(
                            unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.LEASE_HELD));
            assertThat(server.requests()).doesNotContain("POST " + ALL);
        }
    }

    @Test
    void whereTheRunHasNoLeaseWhatItMakesHasNoOwner() throws IOException {
        try (FakeApiServer server = new FakeApiServer().on("POST " + ALL, 201, lease("1a2b3c4d", NOON));
                Cluster cluster = server.cluster();
                RunLeases leases = take(SHARED, Level.TALK, cluster)) {
            assertThat(leases.mark("peer").owner()).isNull();
            assertThat(leases.mark("peer").run()).isEqualTo(new RunId("1a2b3c4d"));
        }
    }

    @Test
    void whoOnlyObservesTakesNoneAndNeitherDoesARunOnAClusterOfItsOwn() throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.cluster()) {
            take(SHARED, Level.OBSERVE, cluster).close();
            take(new Target.Own(Path.of("config"), "default"), Level.INSTALL, cluster)
                    .close();

            assertThat(server.requests()).containsExactly("GET /version");
        }
    }

    @Test
    void whoLosesTheRaceToCreateItIsToldWhoWon() throws IOException {
        try (FakeApiServer server = new FakeApiServer().refuse("POST " + ALL, 409, "already exists");
                Cluster cluster = server.cluster()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> take(SHARED, Level.TALK, cluster))
                    .satisfies(
                            unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.LEASE_HELD));
        }
    }

    @Test
    void whoMayNotTakeItIsTold() throws IOException {
        try (FakeApiServer server = new FakeApiServer().refuse("POST " + ALL, 403, "no");
                Cluster cluster = server.cluster()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> take(SHARED, Level.TALK, cluster))
                    .satisfies(
                            unproven -> assertThat(unproven.finding().reason())
                                    .isEqualTo(
                                            "The API server forbids it: a right is missing for taking the lease m1onk8s-verify in namespace shop."));
        }
    }

    @Test
    void whoHoldsItIsNamedWithItsAge() {
        LeaseState held = new LeaseState(
                "1a2b3c4d",
                Set.of(),
                "run 1a2b3c4d on ci",
                NOON.minusSeconds(42),
                NOON.minusSeconds(5),
                Duration.ofSeconds(60),
                "a-uid",
                "7");

        assertThat(RunLease.held("shop", held, NOON).message()).isEqualTo("""
                Another run is at work in namespace shop: run 1a2b3c4d on ci, for 42 s now.
                  expected   the lease m1onk8s-verify, free or run out
                  seen       renewed 5 s ago, for 60 s
                  look       wait for it; or kubectl -n shop get lease m1onk8s-verify -o yaml   # who is it?""");
    }

    private static RunLeases take(Target target, Level level, Cluster cluster) {
        return take(target, level, cluster, Progress.NONE);
    }

    private static RunLeases take(Target target, Level level, Cluster cluster, Progress progress) {
        return RunLeases.take(target, level, Set.of("shop"), cluster, new RunId("1a2b3c4d"), progress);
    }

    private static String lease(String run, Instant renewed, String... left) {
        LeaseState held =
                new LeaseState(run, Set.of(left), "us", renewed, renewed, Duration.ofSeconds(60), "a-uid", "7");
        return held.object("shop", "m1onk8s-verify").toString();
    }
}
