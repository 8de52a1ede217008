// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Soak;
import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API server that is far away, or busy: what it is slow at is not laid at Redis' door. */
@Tag("proof")
@Soak(quarter = 3)
@ExtendWith(TestCluster.Resolver.class)
class SlowServerIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"OBSERVE, 1000", "PROBE, 300", "PROBE, 1000"})
    void whatIsSlowIsNotTheStack(Level level, int millis, TestCluster on) throws IOException {
        Variant variant = Variant.of(directory, "slow-%s-%d".formatted(level.word(), millis));
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(FindingsInReports.of(installed)).isZero();
        URI server = URI.create(on.cluster().server());
        try (LatencyProxy relay = new LatencyProxy(server.getPort(), millis)) {
            Path kubeconfig = Files.writeString(
                    directory.resolve("kubeconfig"),
                    on.cluster().kubeconfig().replaceAll(":" + server.getPort() + "\\b", ":" + relay.port()));

            Result result = Verification.run(on.shared(variant, existing(on, kubeconfig), level));

            assertThat(result.verdicts())
                    .as(FindingsInReports.of(result))
                    .noneMatch(verdict -> verdict.outcome() == Outcome.FAIL);
            assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        }
    }

    private static Target.Existing existing(TestCluster on, Path kubeconfig) {
        return new Target.Existing(
                kubeconfig,
                "default",
                new AllowList("verify.yml", List.of(new AllowedCluster("staging", on.uid(), Level.DISRUPT, false))));
    }
}
