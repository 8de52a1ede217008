package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aPassSaysWhatWasMeasuredAndHowOftenItWasAsked() {
        assertThat(Verdict.pass("rollout-complete", "cache", "3 s", 1.5, 2))
                .isEqualTo(new Verdict("rollout-complete", "cache", Outcome.PASS, "", "", "", "3 s", "", "", 1.5, 2));
    }

    @Test
    void aSkipSaysItsReason() {
        Verdict verdict = Verdict.skipped("redis-answers-ping", "web", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(verdict.reason()).isEqualTo("need: a Redis");
        assertThat(verdict.cause()).isEmpty();
    }

    @Test
    void aFindingGivesItsOutcomeAndAllThatItSays() {
        Finding finding = Finding.of(Cause.REDIS_NOAUTH, "Redis refuses PING.")
                .expected("PONG")
                .seen("NOAUTH")
                .next("set VERIFY_REDIS_PASSWORD");

        assertThat(Verdict.unproven("redis-answers-ping", "cache", finding, 0.2, 3))
                .isEqualTo(new Verdict(
                        "redis-answers-ping",
                        "cache",
                        Outcome.FAIL,
                        "Redis refuses PING.",
                        "redis-noauth",
                        "PONG",
                        "NOAUTH",
                        "set VERIFY_REDIS_PASSWORD",
                        finding.message(),
                        0.2,
                        3));
    }

    @Test
    void itsNameIsTheSameInEveryRun() {
        assertThat(Verdict.pass("rollout-complete", "cache", "", 1.5, 0).name()).isEqualTo("cache rollout-complete");
    }

    @Test
    void aSkipWithoutDetailsIsTheBareWord() {
        assertThat(new CheckSkippedException(SkipReason.NO_PEER, "").reason()).isEqualTo("no-peer");
        assertThat(new CheckSkippedException(SkipReason.DEPENDENCY, "rollout-complete"))
                .hasMessage("dependency: rollout-complete")
                .extracting(CheckSkippedException::reason)
                .isEqualTo("dependency: rollout-complete");
    }
}
