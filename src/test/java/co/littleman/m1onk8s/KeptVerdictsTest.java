// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.report.LastRun;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.report.Summary;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunInterruptedException;
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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What had been judged stands, whatever becomes of the run. The checks are not the catalogue's own, and have its ids.
 */
@Timeout(120)
class KeptVerdictsTest {
    private static final Check HOLDS = check("images-pinned", it -> {});
    private static final Check FAILS = check("nothing-exposed", it -> {
        throw new CheckFailedException(Finding.of(Cause.EXPOSED, "Anybody gets in."));
    });

    @TempDir
    private Path directory;

    /** As if the deadline was over. */
    private Runnable deadline = () -> {};

    private final CountDownLatch failed = new CountDownLatch(1);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(
            classes = {
                StackOverflowError.class,
                OutOfMemoryError.class,
                AssertionError.class,
                IllegalStateException.class
            })
    void whateverACheckThrowsIsThatChecksOwn(Class<? extends Throwable> defect) throws Exception {
        Throwable thrown = defect.getConstructor().newInstance();

        Result result = run(check("apis-current", it -> sneak(thrown)), after(HOLDS, "apis-current"), FAILS);

        assertThat(outcomes(result))
                .containsExactly(
                        tuple("apis-current", "INCONCLUSIVE", "defect"),
                        tuple("images-pinned", "SKIPPED", ""),
                        tuple("nothing-exposed", "FAIL", "exposed"));
        assertThat(result.verdicts().get(0).reason())
                .isEqualTo("The check apis-current itself broke: " + defect.getName());
        assertThat(result.exitCode()).isEqualTo(1);
        isOnTheDisk(result);
    }

    @Test
    void aCheckThatDoesNotEndCostsTheOthersNothing() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        Check hangs = check("apis-current", it -> {
            await(failed);
            deadline.run();
            while (over.getCount() > 0) {
                // Deaf to interrupts.
                Thread.interrupted();
                LockSupport.parkNanos(10_000_000);
            }
        });
        Result result = run(HOLDS, FAILS, hangs, after(HOLDS, "objects-present", "apis-current"));
        over.countDown();

        assertThat(outcomes(result))
                .containsExactly(
                        tuple("images-pinned", "PASS", ""),
                        tuple("nothing-exposed", "FAIL", "exposed"),
                        tuple("apis-current", "INCONCLUSIVE", "deadline-exceeded"),
                        tuple("objects-present", "INCONCLUSIVE", "deadline-exceeded"));
        assertThat(result.verdicts().get(2).message())
                .startsWith("The deadline of the whole run, 60 s, was over while this was judged.\n")
                .contains("seen   it still runs, although it was told to end");
        assertThat(result.verdicts().get(3).reason())
                .isEqualTo("The deadline of the whole run, 60 s, was over before this was begun.");
        assertThat(said)
                .contains(
                        "warning:   stack apis-current was still running 4 s after it was told to end; the run goes on without it");
        assertThat(result.run().outcome()).isEqualTo("FAIL");
        assertThat(result.exitCode()).isEqualTo(1);
        isOnTheDisk(result);
    }

    /** The run's own thread, and not only a check's: it hangs while it cleans up. */
    @Test
    void aRunThatDoesNotEndIsLeftToItself() throws IOException {
        CountDownLatch over = new CountDownLatch(1);

        Result result = tornDown(() -> {
            deadline.run();
            while (over.getCount() > 0) {
                LockSupport.parkNanos(10_000_000);
            }
        });
        over.countDown();

        assertThat(outcomes(result))
                .containsExactly(tuple("images-pinned", "PASS", ""), tuple("nothing-exposed", "FAIL", "exposed"));
        assertThat(said)
                .contains(
                        "warning:   the run does not end by itself, and is left alone: what it made may still be there");
        isOnTheDisk(result);
    }

    @Test
    void whatFailedWhileTheRunWasStoppedIsNoFault() {
        Check broken = check("apis-current", it -> {
            deadline.run();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new CheckFailedException(Finding.of(Cause.CONNECTION_LOST, "The connection broke."), e);
            }
        });

        Result result = run(HOLDS, after(broken, "images-pinned"));

        assertThat(outcomes(result))
                .containsExactly(
                        tuple("images-pinned", "PASS", ""), tuple("apis-current", "INCONCLUSIVE", "deadline-exceeded"));
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void anExceptionWhileTearingDownCostsNoVerdict() throws IOException {
        Result result = tornDown(() -> {
            throw new IllegalStateException("the engine is gone");
        });

        assertThat(outcomes(result))
                .containsExactly(tuple("images-pinned", "PASS", ""), tuple("nothing-exposed", "FAIL", "exposed"));
        assertThat(said)
                .contains(
                        "warning:   all was judged before, and stands. The run broke: java.lang.IllegalStateException: the engine is gone");
        isOnTheDisk(result);
    }

    @Test
    void whoWatchesAndBreaksCostsNoVerdict() throws IOException {
        Progress breaks = new Progress() {
            @Override
            public void judged(Verdict verdict) {
                throw new IllegalStateException("no terminal");
            }
        };

        Result result = new Verification(settings(), breaks, Catalogue.of(List.of(HOLDS, FAILS)), this::cluster).run();

        assertThat(outcomes(result))
                .containsExactly(tuple("images-pinned", "PASS", ""), tuple("nothing-exposed", "FAIL", "exposed"));
        isOnTheDisk(result);
    }

    @Test
    void evidenceThatCannotBeWrittenIsAWarning() throws IOException {
        Check inTheWay = check("images-pinned", it -> {
            try {
                Files.writeString(directory.resolve("report/evidence"), "not a directory");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        Result result = run(inTheWay, after(FAILS, "images-pinned"));

        assertThat(outcomes(result))
                .containsExactly(tuple("images-pinned", "PASS", ""), tuple("nothing-exposed", "FAIL", "exposed"));
        assertThat(said)
                .anyMatch(
                        line -> line.matches(
                                "warning:   evidence of namespace m1onk8s-littleman-co could not be written \\(.*\\); the verdicts stand without it"));
        isOnTheDisk(result);
    }

    @Test
    void anInterruptOfTheCallerEndsTheRunAndStaysWithTheCaller() throws IOException {
        Thread caller = Thread.currentThread();
        Check interrupts = check("apis-current", it -> {
            try {
                failed.await();
                caller.interrupt();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw RunInterruptedException.whileDoing("waiting");
            }
        });

        Result result = run(HOLDS, FAILS, interrupts, after(HOLDS, "live-equals-manifests", "apis-current"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.run().outcome()).isEqualTo("INTERRUPTED");
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(printed(result)).contains("INTERRUPTED: 1 passed, 1 failed, 1 inconclusive, 1 skipped");
        isOnTheDisk(result);
    }

    @Test
    void whatTheDeadlineCutOffIsSaidOnce() {
        Check hangs = check("apis-current", it -> {
            deadline.run();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("cut off");
        });

        Result result = run(
                hangs,
                after(HOLDS, "objects-present", "apis-current"),
                after(HOLDS, "live-equals-manifests", "apis-current"));

        assertThat(printed(result)).contains("""

                INCONCLUSIVE  2 checks  [deadline-exceeded]
                  The deadline of the whole run, 60 s, was over before this was begun.
                    look   run again with a longer --deadline, or find in the phases of verdicts.json what took the time
                    stack: objects-present, live-equals-manifests
                """);
    }

    private String printed(Result result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Summary(result, false)
                .print(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new ReportDirectory(directory.resolve("report")));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As it was returned: in verdicts.json, and in the journal. */
    private void isOnTheDisk(Result result) throws IOException {
        Path report = directory.resolve("report");
        JsonNode written =
                new JsonMapper().readTree(report.resolve("verdicts.json").toFile());
        assertThat(written).isEqualTo(new JsonMapper().valueToTree(result));
        assertThat(LastRun.read(new ReportDirectory(report))).isEqualTo(result);
        assertThat(report).isDirectoryNotContaining("glob:**.tmp");
    }

    private static List<org.assertj.core.groups.Tuple> outcomes(Result result) {
        return result.verdicts().stream()
                .map(verdict -> tuple(verdict.check(), verdict.outcome().name(), verdict.cause()))
                .toList();
    }

    private Result run(Check... checks) {
        return run(new Verification(settings(), listening(), Catalogue.of(List.of(checks)), this::cluster));
    }

    private Result tornDown(Runnable teardown) {
        return run(new Verification(
                settings(),
                listening(),
                Catalogue.of(List.of(HOLDS, FAILS)),
                (asked, run, phases, progress) -> server().cluster("existing", teardown)));
    }

    /** The catalogue has no such check; one of a user's own may be so. */
    @Test
    void aCheckOfTheStackMayRequireAClientPod() {
        CheckInfo info = CheckInfo.of("asks-from-inside", Level.OBSERVE, "", "").requiring(Requirement.CLIENT_POD);

        assertThat(run(new OfStack(info, context -> {})).verdicts())
                .extracting(Verdict::name, Verdict::outcome)
                .containsExactly(tuple("stack asks-from-inside", Outcome.PASS));
        assertThat(said).noneMatch(line -> line.contains("The run broke"));
    }

    private Result run(Verification verification) {
        deadline = () -> verification.stop.request(RunStop.Reason.DEADLINE);
        return verification.run();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw RunInterruptedException.whileDoing("waiting");
        }
    }

    private Progress listening() {
        return new Progress() {
            @Override
            public void note(String line) {
                said.add(line);
            }

            @Override
            public void judged(Verdict verdict) {
                if (verdict.outcome() == Outcome.FAIL) {
                    failed.countDown();
                }
            }
        };
    }

    private co.littleman.m1onk8s.api.Cluster cluster(Settings settings, Object run, Object phases, Progress progress) {
        return server().cluster();
    }

    private static FakeApiServer server() {
        try {
            return new FakeApiServer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings settings() {
        return Settings.builder(Path.of("manifests"), new Target.Own(directory.resolve("none"), "default"))
                .apply(false)
                .report(directory.resolve("report"))
                .timeouts(new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(60)))
                .build();
    }

    private static Check check(String id, Consumer<RunContext> work) {
        return new OfStack(CheckInfo.of(id, Level.OBSERVE, "", ""), work);
    }

    /** The same under the last of these ids but one, standing on the last; under its own where there is one. */
    private static Check after(Check check, String... ids) {
        CheckInfo info = CheckInfo.of(ids.length == 1 ? check.id() : ids[0], Level.OBSERVE, "", "");
        return new OfStack(
                info.after(CheckInfo.of(ids[ids.length - 1], Level.OBSERVE, "", "")), ((OfStack) check).work());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private record OfStack(CheckInfo info, Consumer<RunContext> work) implements Check.OfStack {
        @Override
        public void check(RunContext it) {
            work.accept(it);
        }
    }
}
