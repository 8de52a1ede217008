// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run to which something happens at a moment of its own: so long after a line that it prints. */
final class DisturbedRun implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String moment;
    private final Executor later;
    private final Runnable trouble;
    private final AtomicReference<@Nullable CompletableFuture<Void>> happened = new AtomicReference<>();

    private DisturbedRun(String moment, long millis, Runnable trouble) {
        this.moment = moment;
        this.later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        this.trouble = trouble;
    }

    /** A whole run, and what became of it. */
    record Run(Result result, List<String> lines, double seconds) {
        /** Never the stack's fault, whatever happened to the cluster. */
        Run isNeverTheStacksFault() {
            System.out.printf(
                    "%-12s %5.1f s, %d retries; %s%n",
                    result.run().outcome(),
                    seconds,
                    result.verdicts().stream().mapToInt(Verdict::retries).sum(),
                    told().isEmpty() ? "nothing to tell" : "\n  " + told().replace("\n", "\n  "));
            assertThat(result.exitCode()).as(told()).isIn(0, 3);
            assertThat(result.verdicts())
                    .filteredOn(verdict ->
                            verdict.outcome() == Outcome.FAIL || verdict.cause().equals("defect"))
                    .as(told())
                    .isEmpty();
            return this;
        }

        /** What does not pass, and what was asked again. */
        String told() {
            return result.verdicts().stream()
                    .filter(verdict -> verdict.outcome() == Outcome.INCONCLUSIVE
                            || verdict.outcome() == Outcome.FAIL
                            || verdict.retries() > 0)
                    .map(verdict -> "%s %s [%s] after %.1f s, %d retries: %s"
                            .formatted(
                                    verdict.outcome(),
                                    verdict.name(),
                                    verdict.cause(),
                                    verdict.seconds(),
                                    verdict.retries(),
                                    verdict.outcome() == Outcome.PASS ? verdict.seen() : verdict.message()))
                    .collect(Collectors.joining("\n"));
        }

        /** What the run said that was not asked of it. */
        List<String> warnings() {
            return lines.stream().filter(line -> line.startsWith("warning:")).toList();
        }
    }

    /**
     * Runs.
     *
     * @param moment what a line of progress begins with, such as {@code PASS redis-answers-ping} or {@code began apply}
     */
    static Run run(Settings settings, String moment, long millis, Runnable trouble) {
        DisturbedRun progress = new DisturbedRun(moment, millis, trouble);
        long start = System.nanoTime();
        Result result = Verification.run(settings, progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        CompletableFuture<Void> happened = progress.happened.get();
        assertThat(happened).as("never met: " + moment + "\n" + progress.lines).isNotNull();
        if (happened != null) {
            happened.join();
        }
        return new Run(result, List.copyOf(progress.lines), seconds);
    }

    private void say(String line) {
        lines.add(line);
        if (line.startsWith(moment) && happened.get() == null) {
            synchronized (this) {
                if (happened.get() == null) {
                    happened.set(CompletableFuture.runAsync(trouble, later));
                }
            }
        }
    }

    @Override
    public void note(String line) {
        say(line);
    }

    @Override
    public void began(String phase) {
        say("began " + phase);
    }

    @Override
    public void judged(Verdict verdict) {
        say(verdict.outcome() + " " + verdict.check());
    }
}
