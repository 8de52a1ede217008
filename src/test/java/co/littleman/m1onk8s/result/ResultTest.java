// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResultTest {
    private static final Verdict PASS = Verdict.pass("a", "cache", "", 0.1, 0);
    private static final Verdict SKIPPED =
            Verdict.skipped("b", "cache", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis"));
    private static final Verdict INCONCLUSIVE = unproven(Cause.API_FORBIDDEN);
    private static final Verdict FAIL = unproven(Cause.CRASH_LOOP);

    @Test
    void allPassIsPass() {
        assertThat(Result.outcome(List.of(PASS, PASS))).isEqualTo(Outcome.PASS);
    }

    @Test
    void oneThatCouldNotBeToldSpoilsAPass() {
        assertThat(Result.outcome(List.of(PASS, INCONCLUSIVE, PASS))).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void failOutranksInconclusive() {
        assertThat(Result.outcome(List.of(INCONCLUSIVE, FAIL, INCONCLUSIVE))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void aRunWithoutVerdictsProvedNothing() {
        assertThat(Result.outcome(List.of())).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"PASS", "INCONCLUSIVE", "FAIL"})
    void aSkipChangesNothing(Outcome outcome) {
        Verdict verdict = Map.of(Outcome.PASS, PASS, Outcome.INCONCLUSIVE, INCONCLUSIVE, Outcome.FAIL, FAIL)
                .getOrDefault(outcome, SKIPPED);

        assertThat(Result.outcome(List.of(SKIPPED, verdict, SKIPPED))).isEqualTo(outcome);
    }

    @Test
    void norDoSkipsAloneProveAnything() {
        assertThat(Result.outcome(List.of(SKIPPED))).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 3", "INTERRUPTED, 130", "DIED, 3", "RUNNING, 3"})
    void theOutcomeDecidesTheExitCode(String outcome, int exitCode) {
        assertThat(new Result(Result.SCHEMA_VERSION, run(outcome), List.of()).exitCode())
                .isEqualTo(exitCode);
    }

    private static Verdict unproven(Cause cause) {
        return Verdict.notPassed("c", "cache", Finding.of(cause, "Something is wrong."), 0.1, 0);
    }

    @Test
    void aRunThatJudgedNoneOfTheChecksThatWereNamedIsNotGreen() {
        List<Verdict> verdicts = List.of(PASS, SKIPPED);

        assertThat(Result.outcome(verdicts, Set.of())).isEqualTo(Outcome.PASS);
        assertThat(Result.outcome(verdicts, Set.of("a", "b"))).isEqualTo(Outcome.PASS);
        assertThat(Result.outcome(verdicts, Set.of("b"))).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Result.outcome(
                        List.of(PASS, Verdict.skipped("b", "cache", new CheckSkippedException(SkipReason.WAIVED, ""))),
                        Set.of("b")))
                .isEqualTo(Outcome.PASS);
    }

    private static RunFacts run(String outcome) {
        return new RunFacts("1", "", 0, outcome, ClusterFacts.NONE, List.of(), Map.of(), 0, 0, List.of(), Map.of());
    }
}
