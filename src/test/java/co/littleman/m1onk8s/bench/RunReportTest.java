// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @Test
    void aResultIsRead(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("verdicts.json"), """
                {"run": {"outcome": "FAIL", "phases": {"cluster": 4.41, "rollout cache": 2}, "apiRequests": 45},
                 "verdicts": [
                  {"check": "redis-answers-ping", "component": "cache", "outcome": "PASS"},
                  {"check": "cluster-ip-answers", "component": "cache", "outcome": "SKIPPED",
                   "skip": {"reason": "level"}},
                  {"check": "pods-stay-calm", "component": "cache", "outcome": "FAIL",
                   "finding": {"cause": "pod-restarted"}}]}
                """);

        RunReport report = RunReport.read(directory);

        assertThat(report.phases()).containsExactly(entry("cluster", 4.41), entry("rollout cache", 2.0));
        assertThat(report.apiRequests()).isEqualTo(45);
        assertThat(report.counts()).isEqualTo("FAIL: 1 passed, 1 failed, 0 inconclusive, 1 skipped");
        assertThat(report.verdicts())
                .filteredOn(told -> !told.isFine())
                .extracting(RunReport.Told::toString)
                .containsExactly("FAIL cache pods-stay-calm [pod-restarted]");
    }

    @Test
    void moreComponentsThatSayTheSameAreNoDifference() {
        assertThat(report("a PASS", "a PASS", "b SKIPPED").differences(report("a PASS", "b SKIPPED")))
                .isEmpty();
    }

    @Test
    void whatIsSaidOnlyHereOrOnlyThereIsADifference() {
        assertThat(report("a PASS", "a FAIL", "a FAIL").differences(report("a PASS", "b SKIPPED")))
                .containsExactly("      2 a FAIL", "      0 b SKIPPED");
    }

    private static RunReport report(String... told) {
        List<RunReport.Told> verdicts = Stream.of(told)
                .map(one -> new RunReport.Told(one.split(" ")[0], "cache", one.split(" ")[1], ""))
                .toList();
        return new RunReport("PASS", Map.of(), 0, verdicts);
    }
}
