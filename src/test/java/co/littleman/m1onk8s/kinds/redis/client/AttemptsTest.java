// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsTest {
    @Test
    void theGapGoesFromTheLastAnswerToTheNext() {
        Attempts attempts = Attempts.parse("""
                1000 held
                1100 held
                1200 lost
                1900 none
                2900 none
                4300 answer
                4400 held
                """);

        assertThat(attempts.gapMillis()).isEqualTo(3_200);
        assertThat(attempts.unanswered()).isEqualTo(3);
        assertThat(attempts.hasHeld()).isTrue();
        assertThat(attempts.isAnsweredAfter(5)).isTrue();
    }

    @Test
    void aGapThatDoesNotEndGoesToTheLastAttempt() {
        Attempts attempts = Attempts.parse("1000 answer\n1500 none\n9000 none\n");

        assertThat(attempts.gapMillis()).isEqualTo(8_000);
        assertThat(attempts.isAnsweredAfter(1)).isFalse();
        assertThat(attempts.hasHeld()).isFalse();
    }

    @Test
    void ofTwoGapsTheLongerCounts() {
        assertThat(Attempts.parse("0 held\n100 lost\n900 answer\n1000 lost\n1100 none\n2900 answer\n")
                        .gapMillis())
                .isEqualTo(2_000);
    }

    @Test
    void withoutAnAnswerAtAllItCountsFromTheFirstAttempt() {
        assertThat(Attempts.parse("500 none\n1500 none\n").gapMillis()).isEqualTo(1_000);
    }

    @Test
    void slowAnswersAreNoGap() {
        assertThat(Attempts.parse("0 held\n900 held\n").gapMillis()).isZero();
    }

    @Test
    void whatIsNoAttemptIsPassedOver() {
        Attempts attempts = Attempts.parse("bash: line 1: sleep: not found\n1000 held\n11");

        assertThat(attempts.count()).isEqualTo(1);
        assertThat(Attempts.parse("").gapMillis()).isZero();
    }
}
