// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = Console.plain(new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void plainlyThereIsALineWhenSomethingEnded() {
        console.note("run 1a2b3c4d of manifests");
        console.began("cluster");
        console.ended("cluster", 6.07);
        console.judged(Verdict.pass("rollout-complete", "cache", "", 1, 0));
        console.judged(Verdict.skipped(
                "redis-answers-ping", "web", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis")));
        console.end();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "          run 1a2b3c4d of manifests",
                        "   6.07 s cluster",
                        "          PASS          cache rollout-complete",
                        "          SKIPPED       web redis-answers-ping  (requires: a Redis)");
    }

    @Test
    void whatHoldsTellsWhatWasMeasured() {
        console.judged(Verdict.pass("pod-comes-back", "cache", "gap 3.1 s of 15 s", 1, 0));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("          PASS          cache pod-comes-back  (gap 3.1 s of 15 s)");
    }

    @Test
    void whatFailsTellsWhyInOneSentence() {
        console.judged(Verdict.notPassed(
                "rollout-complete", "cache", Finding.of(Cause.NO_REPLICAS, "Deployment cache asks for 0 pods."), 1, 0));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("          FAIL          cache rollout-complete  (Deployment cache asks for 0 pods.)");
    }

    @Test
    void whatNobodyAskedForIsNotPrinted() {
        console.judged(
                Verdict.skipped("redis-answers-ping", "cache", new CheckSkippedException(SkipReason.NOT_ASKED, "")));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void onATerminalWhatGoesOnIsShownUntilTheEnd() {
        Console live = Console.live(new PrintStream(out, true, StandardCharsets.UTF_8));
        live.began("cluster");
        live.began("images");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> out.toString(StandardCharsets.UTF_8).matches("(?s).*… cluster \\d+\\.\\d s · images .*"));
        live.ended("cluster", 6.07);
        live.end();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\r\u001b[K   6.07 s cluster" + System.lineSeparator())
                .endsWith("\r\u001b[K");
    }

    @Test
    void secondsHaveAPointWhereverTheUserLives() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            console.ended("cluster", 6.07);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("6.07 s");
    }
}
