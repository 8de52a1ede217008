// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.access.Clusters;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.Preflight;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rights that a run needs are the smallest that do: {@link LevelsIT} shows that they are enough. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class RightsIT {
    @TempDir
    private Path directory;

    /**
     * It is decided before anything else of a run, so mostly the preflight alone is asked. What a run asks for still
     * earlier, to know where it is, is taken from whole runs, and so is one of the others.
     */
    @ParameterizedTest
    @EnumSource
    void withoutAnyOneOfTheRightsThePreflightNamesIt(Level level, StagingCluster on) {
        StagedStack stack = on.stack(directory, "lacking-" + level.word());
        Settings settings = stack.settings(stack.withRightsFor(level, on.listed()), level, "objects-present");
        List<Permission> rights =
                RequiredPermissions.required(level, Stack.read(settings, Kinds.all()), settings.scope());
        try (Cluster us = Clusters.open(settings, RunId.random(), new Phases(Progress.NONE), Progress.NONE)) {
            for (Permission left : rights) {
                stack.grant(rights.stream().filter(right -> !right.equals(left)).toList());
                // The API server's authorizer hears of it a moment later.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> assertNamed(left, level, lacking(us, level, rights)));
                if (left.resource().equals("namespaces") || left.equals(rights.get(rights.size() - 1))) {
                    Result result = Verification.run(settings);
                    assertThat(FindingsInReports.causes(result))
                            .as(left.toString())
                            .containsOnly("rights-missing");
                    assertNamed(left, level, FindingsInReports.of(result));
                }
            }
        }
    }

    private static void assertNamed(Permission left, Level level, String message) {
        assertThat(message)
                .contains("A right is missing for a run at %s.".formatted(level.word()))
                .contains("missing   " + left);
    }

    /** What the preflight says; empty if it lets the run begin. */
    private static String lacking(Cluster us, Level level, List<Permission> rights) {
        try {
            new Preflight(us, any -> "", Progress.NONE).require(level, rights);
            return "";
        } catch (CheckFailedException e) {
            return e.finding().message();
        }
    }

    @Test
    void whoOnlyObservesMayDoSoWithoutKnowingWhichClusterItIs(StagingCluster on) {
        StagedStack stack = on.stack(directory, "unknown");
        Settings settings = stack.settings(stack.withRightsFor(Level.OBSERVE), Level.OBSERVE, "objects-present");
        stack.grant(RequiredPermissions.required(Level.OBSERVE, Stack.read(settings, Kinds.all()), settings.scope()));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.run().cluster().uid()).isEmpty();
    }

    @Test
    void theRightsOfTwoTeamsStandSideBySide(StagingCluster on) {
        StagedStack one = on.stack(directory, "team-one");
        StagedStack two = on.stack(directory, "team-two");
        Settings ones = one.settings(one.withRightsFor(Level.TALK, on.listed()), Level.TALK, "redis-answers-ping");
        Settings twos = two.settings(two.withRightsFor(Level.TALK, on.listed()), Level.TALK, "redis-answers-ping");

        for (Settings each : List.of(ones, twos)) {
            Result result = Verification.run(each);
            assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        }
    }

    @Test
    void aPodsOwnServiceAccountIsAWayInAndIsToldWhatItMayNotDo(StagingCluster on) throws IOException {
        StagedStack stack = on.stack(directory, "inside");
        Account pods = new Account("inside", "default");

        Result result = Verification.run(stack.settings(inside(stack, pods), Level.OBSERVE, "objects-present"));

        assertThat(result.run().cluster().context()).isEqualTo("in-cluster");
        assertThat(FindingsInReports.causes(result)).containsExactly("rights-missing");
        assertThat(FindingsInReports.of(result)).contains("12 rights are missing for a run at observe.");
    }

    @Test
    void aPodsOwnServiceAccountJudgesWithTheRightsThatArePrinted(StagingCluster on) throws IOException {
        StagedStack stack = on.stack(directory, "inside-and-let-in");
        stack.withRightsFor(Level.PROBE);

        Result result =
                Verification.run(stack.settings(inside(stack, stack.verifier()), Level.PROBE, "redis-answers-by-name"));

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.run().cluster().level()).isEqualTo("probe");
    }

    /** What a pod with that account would find in its file system. */
    private Target.InCluster inside(StagedStack stack, Account account) throws IOException {
        StagingCluster on = stack.on();
        Path files = Files.createDirectories(directory.resolve("account"));
        Files.writeString(files.resolve("token"), account.token(on.admin()));
        Files.writeString(
                files.resolve("ca.crt"),
                on.admin()
                        .configMaps()
                        .inNamespace(stack.namespace())
                        .withName("kube-root-ca.crt")
                        .get()
                        .getData()
                        .get("ca.crt"));
        return new Target.InCluster(files, on.server(), new AllowList("verify.yml", List.of(on.listed())));
    }
}
