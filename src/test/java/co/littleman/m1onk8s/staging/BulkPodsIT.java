// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Soak;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A big cluster pays no more for a run than a small one: what is asked is about the stack's namespace alone. */
@Tag("proof")
@Isolated("thousands of pods")
@Soak(quarter = 4)
@ExtendWith(StagingCluster.OfOneClass.class)
class BulkPodsIT {
    private static final int PODS = 2_000;

    /** What a run that observes may cost an API server that others need. */
    private static final int REQUESTS = 30;

    @TempDir
    private Path directory;

    @Test
    void amongTwoThousandPodsARunThatObservesSendsAsManyRequestsAsAlone(StagingCluster on) {
        StagedStack stack = on.stack(directory, "crowded");
        Settings settings = stack.settings(stack.withRightsFor(Level.OBSERVE), Level.OBSERVE);
        Result alone = Verification.run(settings);

        try (BulkPods crowd = on.crowd(PODS)) {
            Result among = Verification.run(settings);

            assertThat(crowd.running()).isEqualTo(PODS);
            assertThat(alone.exitCode()).as(FindingsInReports.of(alone)).isZero();
            assertThat(among.exitCode()).as(FindingsInReports.of(among)).isZero();
            assertThat(among.run().apiRequests())
                    .isLessThanOrEqualTo(REQUESTS)
                    .isEqualTo(alone.run().apiRequests());
            assertThat(on.audit().of(stack.verifier()))
                    .hasSize(alone.run().apiRequests() + among.run().apiRequests());
        }
    }
}
