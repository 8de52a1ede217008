// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Verdict PASS = Verdict.pass("images-pinned", "cache", "", 1, 0);
    private static final Verdict FAIL = Verdict.notPassed(
            "manifests-accepted", "stack", Finding.of(Cause.UNKNOWN_KIND, "There is no such kind.\nAt all."), 1, 0);
    private static final Verdict SKIPPED = Verdict.skipped(
            "redis-answers-ping", "cache", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis"));

    @TempDir
    private Path directory;

    private ReportDirectory report;

    private final Recorder recorder = new Recorder(Progress.NONE, verdict -> verdict);

    @BeforeEach
    void begins() {
        report = new ReportDirectory(directory);
        recorder.begin(report, 10, run("DIED", "none"));
        recorder.know(run("DIED", "kept"));
    }

    @Test
    void oneLineForEachThingThatIsKnown() throws IOException {
        recorder.judged(PASS);
        recorder.close();

        List<String> lines = Files.readAllLines(directory.resolve("journal.jsonl"));
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("{\"at\":"));
        assertThat(new JsonMapper().readTree(lines.get(0)).at("/run/id").asText())
                .isEqualTo("1a2b3c4d");
        assertThat(new JsonMapper().readTree(lines.get(2)).at("/verdict"))
                .isEqualTo(new JsonMapper().<JsonNode>valueToTree(PASS));
    }

    @Test
    void aRunThatDiedIsReadAsFarAsItCame() {
        recorder.judged(PASS);
        recorder.judged(SKIPPED);
        recorder.judged(FAIL);
        recorder.close();

        Result last = LastRun.read(report);

        assertThat(last.run().outcome()).isEqualTo("DIED");
        assertThat(last.run().cluster().kind()).isEqualTo("kept");
        assertThat(last.verdicts()).as("as a report lists them").containsExactly(FAIL, PASS, SKIPPED);
        assertThat(last.exitCode()).isEqualTo(1);
    }

    @Test
    void whereNothingHadFailedNobodyCanTell() {
        recorder.judged(PASS);
        recorder.close();

        assertThat(LastRun.read(report).exitCode()).isEqualTo(3);
    }

    @Test
    void aJournalOfAnotherVersionIsRefused(@TempDir Path other) throws IOException {
        ReportDirectory old = new ReportDirectory(other);
        Files.writeString(other.resolve("journal.jsonl"), """
                {"at":0.0,"run":{"id":"f799da7a","started":"2026-11-28T07:38:41Z","seconds":0.37,"outcome":"DIED","audit":[]}}
                {"at":1.0,"verdict":{"claim":"images-pinned","component":"cache","outcome":"PASS"}}
                """);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> LastRun.read(old))
                .withMessageContaining("its schema version must be 2, but is 1; run scripts/verify again");
    }

    @Test
    void aJournalFromBeforeChecksWereLeftOutIsRead(@TempDir Path other) throws IOException {
        recorder.close();
        Files.writeString(
                other.resolve("journal.jsonl"),
                Files.readString(directory.resolve("journal.jsonl")).replace(",\"leftOut\":{}", ""));

        assertThat(Files.readString(other.resolve("journal.jsonl"))).doesNotContain("leftOut");
        assertThat(LastRun.read(new ReportDirectory(other)).run().leftOut()).isEmpty();
    }

    @Test
    void aRunThatEndedIsReadAsItWas() {
        recorder.judged(PASS);
        recorder.judged(FAIL);
        Result result = new Result(Result.SCHEMA_VERSION, run("FAIL", "kept"), List.of(FAIL, PASS));
        recorder.end(result);
        recorder.close();

        assertThat(LastRun.read(report)).isEqualTo(result);
    }

    @Test
    void aRunThatGoesOnIsNotCalledDead() {
        recorder.judged(PASS);

        assertThat(LastRun.read(report).run().outcome()).isEqualTo("RUNNING");
        recorder.close();
        assertThat(LastRun.read(report).run().outcome()).isEqualTo("DIED");
    }

    /** At each byte of the last line, with and without the empty lines of the room that was taken. */
    @Test
    void halfALineAtTheEndIsNoVerdict() throws IOException {
        recorder.judged(PASS);
        int whole = Files.readString(directory.resolve("journal.jsonl"))
                        .stripTrailing()
                        .length()
                + 1;
        recorder.judged(FAIL);
        recorder.close();
        byte[] all = Files.readAllBytes(directory.resolve("journal.jsonl"));

        for (int end = whole; end < all.length - 1; end++) {
            Files.write(directory.resolve("journal.jsonl"), Arrays.copyOf(all, end));
            assertThat(LastRun.read(report).verdicts()).containsExactly(PASS);
            Files.writeString(directory.resolve("journal.jsonl"), "\n\n\n", StandardOpenOption.APPEND);
            assertThat(LastRun.read(report).verdicts()).containsExactly(PASS);
        }
        Files.write(directory.resolve("journal.jsonl"), Arrays.copyOf(all, all.length - 1));
        assertThat(LastRun.read(report).verdicts()).containsExactly(FAIL, PASS);
    }

    @Test
    void whatIsToldIsOnTheDiskBefore() {
        Recorder asks = new Recorder(
                new Progress() {
                    @Override
                    public void judged(Verdict verdict) {
                        assertThat(LastRun.read(report).verdicts()).contains(verdict);
                        told++;
                    }
                },
                verdict -> verdict);
        asks.begin(report, 1, run("DIED", "none"));

        asks.judged(PASS);
        asks.close();

        assertThat(told).isEqualTo(1);
    }

    private int told;

    /** A check that is interrupted has a verdict, and so have those after it. */
    @Test
    void anInterruptDoesNotCloseIt() {
        Thread.currentThread().interrupt();
        recorder.judged(PASS);
        assertThat(Thread.interrupted()).isTrue();
        recorder.judged(FAIL);
        recorder.close();

        assertThat(LastRun.read(report).verdicts()).containsExactly(FAIL, PASS);
    }

    @Test
    void manyAtOnceAreAllThere() {
        List<Verdict> many = IntStream.range(0, 200)
                .mapToObj(i -> Verdict.pass("images-pinned", "cache-" + i, "seen", i, 0))
                .toList();

        many.parallelStream().forEach(recorder::judged);
        recorder.close();

        assertThat(LastRun.read(report).verdicts()).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void aNewRunBeginsANewJournal() {
        recorder.judged(FAIL);
        recorder.close();

        Recorder next = new Recorder(Progress.NONE, verdict -> verdict);
        next.begin(report, 1, run("DIED", "none"));
        next.close();

        assertThat(LastRun.read(report).verdicts()).isEmpty();
    }

    @Test
    void whereThereWasNoRunThatIsSaid(@TempDir Path empty) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> LastRun.read(new ReportDirectory(empty)))
                .withMessage(
                        "No run has left its journal in %s; run scripts/verify first, or name another run's directory with --report.",
                        empty);
    }

    private static RunFacts run(String outcome, String kind) {
        return new RunFacts(
                "1a2b3c4d",
                "2026-11-23T14:05:40Z",
                12.5,
                outcome,
                new ClusterFacts(kind, "https://localhost:6443/", "v1.34.4", Map.of()),
                List.of("50-cache.dep.yml"),
                Map.of("cluster", 6.07),
                42,
                7,
                List.of(),
                Map.of());
    }
}
