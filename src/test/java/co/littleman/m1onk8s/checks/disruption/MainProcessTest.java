// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainProcessTest {
    @ParameterizedTest
    @EnumSource(names = {"TUNNEL_LOST", "CONNECTION_LOST", "CONNECTION_REFUSED"})
    void aRedisThatHangsUpShutsDown(Cause cause) {
        assertThat(MainProcess.hungUp(unproven(cause))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REDIS_NOPERM", "REDIS_ERROR"})
    void oneThatAnswersDoesNot(Cause cause) {
        assertThat(MainProcess.hungUp(unproven(cause))).isFalse();
    }

    @Test
    void whatSaysNothingAboutRedisIsPassedOn() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> MainProcess.hungUp(unproven(Cause.API_FORBIDDEN)))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    private static CheckFailedException unproven(Cause cause) {
        return new CheckFailedException(Finding.of(cause, "No."));
    }
}
