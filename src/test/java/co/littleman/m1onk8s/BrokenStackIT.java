// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the fault files cannot tell: the evidence that a red run leaves, and stacks that are only looked at. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class BrokenStackIT {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    @TempDir
    private Path directory;

    @Test
    void aCrashingContainerIsToldWithItsEndAndLeavesEvidence(TestCluster on) {
        Variant variant =
                Variant.of(directory, "crash").with(Variant.DEPLOYMENT, CONTAINER + "/args/0", "--no-such-flag");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("crash-loop");
        assertThat(variant.directory().resolve("report/evidence/crash"))
                .isDirectoryContaining("glob:**/pods.yml")
                .isDirectoryContaining("glob:**/endpointslices.yml")
                .isDirectoryContaining("glob:**/events.txt")
                .isDirectoryContaining("glob:**/cache-*.exporter.log")
                .isDirectoryContaining("glob:**/cache-*.redis.previous.log");
    }

    /** What cannot be installed so may be what is to be judged: the files changed, and nobody applied them. */
    @Test
    void aSelectorThatDoesNotMatchItsTemplateInAFileOfAllManifests(TestCluster on) throws IOException {
        Variant variant = Variant.of(directory, "selector");
        Verification.run(on.install(variant, "objects-present"));
        variant.with(Variant.DEPLOYMENT, "/spec/selector/matchLabels/role", "cahce");
        String all = variant.text();
        Path file = Files.writeString(directory.resolve("shop.yaml"), all);
        long line = 1
                + all.substring(0, all.indexOf("apiVersion: \"apps/v1\""))
                        .lines()
                        .count();

        Settings settings = on.observe(variant).toBuilder().manifests(file).build();
        Verdict verdict = verdict(Verification.run(settings), "selector-matches-template");

        assertThat(verdict.cause()).isEqualTo("selector-mismatch");
        assertThat(verdict.message())
                .containsPattern("selector +application=redis,role=cahce +shop.yaml:" + line + "\n");
        assertThat(verdict.next()).endsWith(" --dry-run=server -f " + file);
    }

    @Test
    void anObjectThatIsNotThereFailsAStackThatIsOnlyJudged(TestCluster on) {
        Variant variant = Variant.of(directory, "never-installed");

        Verdict verdict = onlyFailure(Verification.run(on.observe(variant, "objects-present")));

        assertThat(verdict.cause()).isEqualTo("object-missing");
        assertThat(verdict.reason())
                .isEqualTo("Not on the cluster: Namespace never-installed, Deployment never-installed/cache, "
                        + "Service never-installed/cache.");
        assertThat(Files.exists(variant.directory().resolve("report/verdicts.json")))
                .isTrue();
    }

    private static Verdict onlyFailure(Result result) {
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.INCONCLUSIVE)
                .as("what is not PASS or SKIPPED")
                .hasSize(1);
        return result.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .findFirst()
                .orElseThrow();
    }

    private static Verdict verdict(Result result, String check) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
