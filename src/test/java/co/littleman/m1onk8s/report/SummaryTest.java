// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Verdict PASS = Verdict.pass("manifests-accepted", "stack", "", 1, 0);
    private static final Verdict FAIL = Verdict.notPassed(
            "rollout-complete",
            "cache",
            Finding.of(Cause.NO_REPLICAS, "Deployment cache asks for 0 pods.").expected("at least 1 pod"),
            1,
            0);
    private static final Verdict SKIPPED = Verdict.skipped(
            "redis-answers-ping", "cache", new CheckSkippedException(SkipReason.DEPENDENCY, "rollout-complete"));

    @Test
    void whatIsWrongStandsInFullAndAllElseInOneLine() {
        assertThat(printed("FAIL", "v1.34.4", PASS, FAIL, SKIPPED)).isEqualTo("""

                FAIL  cache rollout-complete  [no-replicas]
                  Deployment cache asks for 0 pods.
                    expected   at least 1 pod

                FAIL: 1 passed, 1 failed, 0 inconclusive, 1 skipped in 12.5 s on Kubernetes v1.34.4
                verdicts  target/verify/verdicts.json
                evidence  target/verify/evidence
                to look   run again with --keep: this run's cluster is gone
                """);
    }

    @Test
    void onATerminalTheOutcomeIsColoured() {
        assertThat(printed(true, "FAIL", "v1.34.4", FAIL).lines())
                .contains("\u001b[31mFAIL\u001b[0m  cache rollout-complete  [no-replicas]");
    }

    @Test
    void aGreenRunTakesTwoLines() {
        assertThat(printed("PASS", "v1.34.4", PASS)).isEqualTo("""

                PASS: 1 passed, 0 failed, 0 inconclusive, 0 skipped in 12.5 s on Kubernetes v1.34.4
                verdicts  target/verify/verdicts.json
                """);
    }

    @Test
    void whatNobodyAskedForIsCountedApart() {
        Verdict notAsked =
                Verdict.skipped("redis-answers-ping", "web", new CheckSkippedException(SkipReason.NOT_ASKED, ""));

        assertThat(printed("PASS", "v1.34.4", PASS, SKIPPED, notAsked, notAsked, notAsked))
                .isEqualTo("""

                PASS: 1 passed, 0 failed, 0 inconclusive, 1 skipped, 3 not asked in 12.5 s on Kubernetes v1.34.4
                verdicts  target/verify/verdicts.json
                """);
    }

    @Test
    void theChecksOfAKindThatNoComponentRunsAreALine() {
        Map<String, Integer> leftOut = new TreeMap<>(Map.of("http", 5, "redis", 25));

        assertThat(printed(false, "PASS", "v1.34.4", List.of(), leftOut, PASS)).isEqualTo("""

                PASS: 1 passed, 0 failed, 0 inconclusive, 0 skipped in 12.5 s on Kubernetes v1.34.4
                left out  5 checks of http, 25 checks of redis: no component runs a server of that kind
                verdicts  target/verify/verdicts.json
                """);
    }

    @Test
    void aRunWithoutAClusterSaysSo() {
        assertThat(printed("INCONCLUSIVE", "", SKIPPED)).contains("on Kubernetes (none)");
    }

    @Test
    void whatBecameOfANamespaceIsALine() {
        assertThat(audited(List.of(), List.of(), List.of()))
                .contains("\nchanges   namespace shop holds what it held before, 1 objects\nverdicts");
        assertThat(audited(List.of("Pod cache-1 is gone", "Pod cache-2 was added"), List.of(), List.of("secrets")))
                .contains(
                        "changes   namespace shop: Pod cache-1 is gone; Pod cache-2 was added, as this run's checks do;"
                                + " not seen: secrets\n");
        assertThat(audited(List.of("Pod cache-1 is gone"), List.of("Service web was added"), List.of()))
                .contains("changes   namespace shop: UNEXPECTED, by this run or by somebody else:"
                        + " Service web was added\n");
    }

    private static String audited(List<String> expected, List<String> unexpected, List<String> unseen) {
        List<String> one = List.of("Service cache (uid 1)");
        return printed(
                false,
                "PASS",
                "v1.34.4",
                List.of(new NamespaceChanges("shop", one, one, expected, unexpected, unseen)),
                Map.of(),
                PASS);
    }

    private static String printed(String outcome, String version, Verdict... verdicts) {
        return printed(false, outcome, version, verdicts);
    }

    private static String printed(boolean colour, String outcome, String version, Verdict... verdicts) {
        return printed(colour, outcome, version, List.of(), Map.of(), verdicts);
    }

    private static String printed(
            boolean colour,
            String outcome,
            String version,
            List<NamespaceChanges> audit,
            Map<String, Integer> leftOut,
            Verdict... verdicts) {
        RunFacts run = new RunFacts(
                "1",
                "",
                12.5,
                outcome,
                new ClusterFacts("ephemeral", "", version, Map.of()),
                List.of(),
                Map.of(),
                0,
                0,
                audit,
                leftOut);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Summary(new Result(Result.SCHEMA_VERSION, run, List.of(verdicts)), colour)
                .print(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new ReportDirectory(Path.of("target", "verify")));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
