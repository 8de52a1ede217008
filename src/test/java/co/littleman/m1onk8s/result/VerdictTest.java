// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aPassSaysWhatWasMeasuredAndHowOftenItWasAsked() {
        assertThat(Verdict.pass("rollout-complete", "cache", "3 s", 1.5, 2))
                .isEqualTo(new Verdict("rollout-complete", "cache", Outcome.PASS, null, null, "3 s", 1.5, 2));
    }

    @Test
    void aSkipSaysItsReason() {
        Verdict verdict = Verdict.skipped(
                "redis-answers-ping", "web", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(verdict.reason()).isEqualTo("requires: a Redis");
        assertThat(verdict.cause()).isEmpty();
    }

    @Test
    void aFindingGivesItsOutcomeAndAllThatItSays() {
        Finding finding = Finding.of(RedisCause.REDIS_NOAUTH, "Redis refuses PING.")
                .expected("PONG")
                .seen("NOAUTH")
                .next("set VERIFY_REDIS_PASSWORD");

        assertThat(Verdict.notPassed("redis-answers-ping", "cache", finding, 0.2, 3))
                .isEqualTo(new Verdict("redis-answers-ping", "cache", Outcome.FAIL, finding, null, "", 0.2, 3));
    }

    @Test
    void aCheckOfAUsersOwnMayBeInconclusive() {
        assertThat(Verdict.notPassed(
                                "shop-is-open",
                                "stack",
                                Finding.of(Cause.OWN_CHECK_INCONCLUSIVE, "Nobody knows."),
                                1,
                                0)
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void itsNameIsTheSameInEveryRun() {
        assertThat(Verdict.pass("rollout-complete", "cache", "", 1.5, 0).name()).isEqualTo("cache rollout-complete");
    }

    @Test
    void aSkipWithoutDetailsIsTheBareWord() {
        assertThat(new CheckSkippedException(SkipReason.NO_PEER, "").reason()).isEqualTo("no-peer");
        assertThat(new CheckSkippedException(SkipReason.DEPENDENCY, "rollout-complete"))
                .hasMessage("depends-on: rollout-complete")
                .extracting(CheckSkippedException::reason)
                .isEqualTo("depends-on: rollout-complete");
    }
}
