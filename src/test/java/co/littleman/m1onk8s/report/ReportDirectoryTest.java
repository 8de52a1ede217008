// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.ReportFormat;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDirectoryTest {
    private static final Result RESULT = new Result(
            Result.SCHEMA_VERSION,
            new RunFacts(
                    "1a2b3c4d",
                    "2026-11-23T14:05:40Z",
                    12.5,
                    "FAIL",
                    new ClusterFacts(
                            "existing",
                            "staging",
                            "https://localhost:6443/",
                            "8d1f",
                            "ci",
                            "v1.34.4",
                            "observe",
                            Map.of("cache/redis", "redis:7.0.15")),
                    List.of("50-cache.dep.yml"),
                    Map.of("cluster", 6.07),
                    42,
                    7,
                    List.of(new NamespaceChanges(
                            "shop",
                            List.of("Pod cache-1 (uid 1)"),
                            List.of("Pod cache-2 (uid 2)"),
                            List.of("Pod cache-1 is gone"),
                            List.of("Pod cache-2 was added"),
                            List.of("secrets"))),
                    Map.of("http", 5)),
            List.of(Verdict.notPassed(
                    "redis-answers-ping",
                    "cache",
                    Finding.of(RedisCause.REDIS_NOAUTH, "Redis refuses PING.")
                            .expected("PONG")
                            .seen("NOAUTH")
                            .next("set it"),
                    0.25,
                    0)));

    @Test
    void theVerdictsHaveExactlyTheFieldsThatReadersWerePromised(@TempDir Path directory) throws IOException {
        new ReportDirectory(directory).write(RESULT);

        assertThat(new JsonMapper().readTree(directory.resolve("verdicts.json").toFile()))
                .isEqualTo(new JsonMapper().readTree("""
                        {
                          "schemaVersion": 2,
                          "run": {
                            "id": "1a2b3c4d",
                            "started": "2026-11-23T14:05:40Z",
                            "seconds": 12.5,
                            "outcome": "FAIL",
                            "cluster": {
                              "kind": "existing",
                              "context": "staging",
                              "server": "https://localhost:6443/",
                              "uid": "8d1f",
                              "user": "ci",
                              "version": "v1.34.4",
                              "level": "observe",
                              "images": {"cache/redis": "redis:7.0.15"}
                            },
                            "manifests": ["50-cache.dep.yml"],
                            "phases": {"cluster": 6.07},
                            "apiRequests": 42,
                            "apiWrites": 7,
                            "namespaces": [{
                              "namespace": "shop",
                              "before": ["Pod cache-1 (uid 1)"],
                              "after": ["Pod cache-2 (uid 2)"],
                              "expected": ["Pod cache-1 is gone"],
                              "unexpected": ["Pod cache-2 was added"],
                              "unseen": ["secrets"]
                            }],
                            "leftOut": {"http": 5}
                          },
                          "verdicts": [{
                            "check": "redis-answers-ping",
                            "component": "cache",
                            "outcome": "FAIL",
                            "finding": {
                              "cause": "redis-noauth",
                              "reason": "Redis refuses PING.",
                              "expected": "PONG",
                              "seen": "NOAUTH",
                              "details": [],
                              "likely": "",
                              "next": "set it"
                            },
                            "measured": "",
                            "seconds": 0.25,
                            "retries": 0
                          }]
                        }"""));
    }

    @Test
    void otherFormatsAreWrittenIfAskedForAndForgottenWithTheVerdicts(@TempDir Path directory) {
        ReportDirectory report = new ReportDirectory(directory, Set.of(ReportFormat.JUNIT));

        new ReportDirectory(directory).write(RESULT);
        assertThat(directory.resolve("junit.xml")).doesNotExist();
        report.write(RESULT);
        assertThat(directory.resolve("junit.xml")).content().contains("<testsuite ");
        assertThat(directory.resolve("verdicts.json")).content().startsWith("{");
        report.forget();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anOldGreenDoesNotPassForANewOne(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("verdicts.json"), "of the run before");
        Files.createDirectories(directory.resolve("evidence/shop"));
        Files.writeString(directory.resolve("evidence/shop/pods.yml"), "of the run before");

        new ReportDirectory(directory).prepare();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereIsMade(@TempDir Path directory) {
        ReportDirectory report = new ReportDirectory(directory.resolve("target/verify"));

        report.prepare();
        report.write(RESULT);

        assertThat(directory.resolve("target/verify")).isDirectoryNotContaining("glob:**.tmp");
        assertThat(directory.resolve("target/verify/verdicts.json")).exists();
    }

    @Test
    void whereNothingCanBeWrittenTheRunDoesNotBegin(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new ReportDirectory(file).prepare())
                .withMessageStartingWith("--report is '%s', but nothing can be written there (", file)
                .withMessageEndingWith("); name another directory.");
    }

    @Test
    void whoCollectsReportsMayReadTheVerdictsButNotTheKubeconfig(@TempDir Path directory) throws IOException {
        ReportDirectory report = new ReportDirectory(directory);

        report.write(RESULT);
        Path kubeconfig = report.writeKubeconfig("apiVersion: v1\n");

        assertThat(Files.getPosixFilePermissions(report.verdicts()))
                .contains(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        assertThat(Files.getPosixFilePermissions(kubeconfig))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(kubeconfig).hasContent("apiVersion: v1\n");
    }
}
