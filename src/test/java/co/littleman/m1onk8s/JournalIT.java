// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run has printed can be printed again, although the run was killed. */
@Tag("proof")
class JournalIT {
    /** A whole run takes about as long, from its first line. */
    private static final int WHOLE_RUN_MILLIS = 8_000;

    /** Four runs of the tests kill as often as one that takes all. */
    private static final int ALL_KILLS = 20;

    private static final Pattern VERDICT = Pattern.compile("          (PASS|FAIL|SKIPPED|INCONCLUSIVE) +\\S+ \\S+.*");
    private static final Pattern COUNT =
            Pattern.compile("(?m)^([A-Z]+): (\\d+) passed, (\\d+) failed, (\\d+) inconclusive, (\\d+) skipped");

    /** A kept cluster of its own: nobody else's runs are killed, or hold the lock. */
    private final String user = "journal-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @AfterEach
    void removeTheCluster() throws Exception {
        Containers.removeKeptOf(user);
    }

    @Test
    void nothingThatWasPrintedIsMissing() throws IOException {
        int kills = Rota.ofProcess().equals(Rota.ALL) ? ALL_KILLS : ALL_KILLS / Rota.QUARTERS;
        long seed = Long.getLong("verify.test.seed", System.nanoTime());
        System.out.printf("killed at random moments; to see the same again: -Dverify.test.seed=%d%n", seed);
        Random random = new Random(seed);
        // Its FAILs must survive as well.
        Variant variant = Variant.of(directory, "journal").with(Variant.SERVICE, "/spec/selector/role", "cahce");
        Path manifests = variant.directory();
        int killed = 0;
        for (int i = 0; killed < kills && i < 2 * kills; i++) {
            int millis = random.nextInt(WHOLE_RUN_MILLIS);
            VerifyProcess run = start("run", "--manifests", manifests.toString(), "--keep", "--level", "probe")
                    .awaitOutput(killed % 4 == 0 ? "run " : "s cluster");
            pause(millis);
            int code = run.kill().exitCode();
            String printed = run.output();
            List<String> verdicts =
                    printed.lines().filter(VERDICT.asMatchPredicate()).toList();

            VerifyProcess last = start("run", "--last");

            int lastCode = last.exitCode();
            String again = last.output();
            assertThat(again.lines())
                    .as("killed after %d ms; it had printed:%n%s%nand --last:%n%s", millis, printed, again)
                    .containsAll(verdicts);
            boolean ended = printed.contains("verdicts  ");
            assertThat(again).containsPattern(COUNT);
            if (ended) {
                assertThat(again).contains(line(printed));
            } else if (code == 137) {
                killed++;
                boolean failed = again.lines().anyMatch(line -> line.startsWith("          FAIL "));
                assertThat(lastCode).isEqualTo(failed ? 1 : 3);
            }
            System.out.printf(
                    "  after %5d ms: %2d verdicts printed, %2d in the journal, exit code of --last %d%s%n",
                    millis,
                    verdicts.size(),
                    again.lines().filter(VERDICT.asMatchPredicate()).count(),
                    lastCode,
                    ended ? " (it had ended)" : "");
        }
        assertThat(killed).isEqualTo(kills);
    }

    private static String line(String printed) {
        return printed.lines()
                .filter(line -> COUNT.matcher(line).lookingAt())
                .findFirst()
                .orElseThrow();
    }

    private static void pause(int millis) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMillis(millis + 5_000))
                .until(() -> true);
    }

    private VerifyProcess start(String report, String... options) {
        return VerifyProcess.start(
                directory.resolve(report),
                Map.of("TESTCONTAINERS_REUSE_ENABLE", "true", "JAVA_TOOL_OPTIONS", "-Duser.name=" + user),
                options);
    }
}
