// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time on a stack. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class LeaseIT {
    @TempDir
    private Path directory;

    @Test
    void ofTwoRunsAtOnceOneEndsAtTheLeaseOfTheOther(StagingCluster on) {
        StagedStack stack = on.stack(directory, "twice-at-once");
        Settings settings = stack.settings(stack.withRightsFor(Level.TALK, on.listed()), Level.TALK);

        CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> Verification.run(settings));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !holder(stack).isEmpty());
        Result second = Verification.run(settings);

        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.causes(second)).containsOnly("lease-held");
        assertThat(FindingsInReports.of(second))
                .contains("Another run is at work in namespace twice-at-once: run %s on "
                        .formatted(first.join().run().id()));
        assertThat(first.join().exitCode())
                .as(FindingsInReports.of(first.join()))
                .isZero();
        assertThat(holder(stack)).isEmpty();
    }

    @Test
    void theLeaseOfARunThatWasKilledIsTakenOverWhenItHasRunOut(StagingCluster on) {
        StagedStack stack = on.stack(directory, "killed");
        on.admin().resource("""
                        apiVersion: coordination.k8s.io/v1
                        kind: Lease
                        metadata: {name: m1onk8s-verify, namespace: killed}
                        spec:
                          holderIdentity: run 0badc0de on elsewhere
                          leaseDurationSeconds: 60
                          acquireTime: "2026-01-01T00:00:00.000000Z"
                          renewTime: "2026-01-01T00:00:00.000000Z"
                        """).create();
        List<String> said = new CopyOnWriteArrayList<>();

        Result result = Verification.run(
                stack.settings(stack.withRightsFor(Level.TALK, on.listed()), Level.TALK, "redis-answers-ping"),
                new Progress() {
                    @Override
                    public void note(String line) {
                        said.add(line);
                    }
                });

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(said)
                .anyMatch(line -> line.matches(
                        "lease:     taken over from run 0badc0de on elsewhere, which let it run out \\d+ s ago"));
        assertThat(holder(stack)).isEmpty();
    }

    /** Empty if nobody holds it. */
    private static String holder(StagedStack stack) {
        Lease lease = stack.on()
                .admin()
                .leases()
                .inNamespace(stack.namespace())
                .withName("m1onk8s-verify")
                .get();
        return lease == null || lease.getSpec().getHolderIdentity() == null
                ? ""
                : lease.getSpec().getHolderIdentity();
    }
}
