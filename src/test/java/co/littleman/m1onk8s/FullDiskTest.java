// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.report.LastRun;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.report.Summary;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.settings.Timeouts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under the report: a real one, of two megabytes. Needs root. */
class FullDiskTest {
    private static final String LONG = "A word of many. ".repeat(60);

    @TempDir
    private Path directory;

    private Path disk;
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()), "needs root to mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        call("umount", disk.toString());
    }

    @Test
    void whatIsJudgedAfterTheDiskIsFullIsKeptAsWell() throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(check("manifests-accepted", () -> fill(disk)));
        List<String> later =
                List.of("objects-present", "apis-current", "nothing-exposed", "images-pinned", "store-stands-alone");
        later.forEach(id -> checks.add(later(id, () -> {
            throw new CheckFailedException(Finding.of(Cause.EXPOSED, id + " " + LONG));
        })));

        Result result = run(checks);

        assertThat(result.verdicts()).hasSize(6);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(new JsonMapper()
                        .readTree(disk.resolve("report/verdicts.json").toFile()))
                .isEqualTo(new JsonMapper().<JsonNode>valueToTree(result));
        assertThat(LastRun.read(new ReportDirectory(disk.resolve("report")))).isEqualTo(result);
        assertThat(said)
                .anyMatch(
                        line -> line.matches(
                                "warning:   evidence of namespace m1onk8s-littleman-co could not be written \\(.*No space left.*\\); the verdicts stand without it"));
    }

    @Test
    void whereThereNeverWasRoomTheSummaryIsPrintedAndTheRunIsNotGreen() throws IOException {
        Files.createDirectories(disk.resolve("report"));
        fill(disk);

        Result result = run(List.of(check("images-pinned", () -> {})));

        assertThat(said)
                .contains(
                        "warning:   there is no room for the verdicts in %s (No space left on device); they are printed, and may not be kept"
                                .formatted(disk.resolve("report")));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.verdicts())
                .extracting(Verdict::name, Verdict::cause)
                .containsExactly(tuple("stack images-pinned", ""), tuple("stack report-written", "report-unwritten"));
        assertThat(printed(result))
                .contains(
                        disk.resolve("report/verdicts.json") + " could not be written (No space left on device).",
                        "INCONCLUSIVE: 1 passed, 0 failed, 1 inconclusive, 0 skipped")
                .doesNotContain("verdicts  ");
    }

    @Test
    void whereSomethingFailedItStillDid() throws IOException {
        Files.createDirectories(disk.resolve("report"));
        fill(disk);

        Result result = run(List.of(check("images-pinned", () -> {
            throw new CheckFailedException(Finding.of(Cause.EXPOSED, LONG));
        })));

        assertThat(result.exitCode()).isEqualTo(1);
    }

    private static void fill(Path disk) {
        try (OutputStream file = Files.newOutputStream(disk.resolve("full"))) {
            while (true) {
                file.write(new byte[1024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private String printed(Result result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Summary(result, false)
                .print(new PrintStream(out, true, StandardCharsets.UTF_8), new ReportDirectory(disk.resolve("report")));
        return out.toString(StandardCharsets.UTF_8);
    }

    private Result run(List<Check> checks) throws IOException {
        Progress listens = new Progress() {
            @Override
            public void note(String line) {
                said.add(line);
            }
        };
        try (FakeApiServer server = new FakeApiServer()) {
            return new Verification(
                            settings(),
                            listens,
                            Catalogue.of(checks),
                            (settings, run, phases, progress) -> server.cluster())
                    .run();
        }
    }

    private Settings settings() {
        return Settings.builder(Path.of("manifests"), new Target.Own(directory.resolve("none"), "default"))
                .apply(false)
                .report(disk.resolve("report"))
                .timeouts(new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(60)))
                .build();
    }

    private static Check check(String id, Runnable work) {
        return new OfStack(CheckInfo.of(id, Level.OBSERVE, "", ""), work);
    }

    /** After the check that fills the disk. */
    private static Check later(String id, Runnable work) {
        CheckInfo first = CheckInfo.of("manifests-accepted", Level.OBSERVE, "", "");
        return new OfStack(CheckInfo.of(id, Level.OBSERVE, "", "").after(first), work);
    }

    private record OfStack(CheckInfo info, Runnable work) implements Check.OfStack {
        @Override
        public void check(RunContext it) {
            work.run();
        }
    }
}
