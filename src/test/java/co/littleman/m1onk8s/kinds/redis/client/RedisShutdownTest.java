// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.ValueSource;

class RedisShutdownTest {
    @ParameterizedTest
    @ValueSource(strings = {"TUNNEL_LOST", "CONNECTION_LOST", "CONNECTION_REFUSED"})
    void aRedisThatHangsUpShutsDown(@ConvertWith(Causes.class) Cause cause) {
        assertThat(RedisContext.hungUp(unproven(cause))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_NOPERM", "REDIS_ERROR"})
    void oneThatAnswersDoesNot(@ConvertWith(Causes.class) Cause cause) {
        assertThat(RedisContext.hungUp(unproven(cause))).isFalse();
    }

    @Test
    void whatSaysNothingAboutRedisIsPassedOn() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisContext.hungUp(unproven(Cause.API_FORBIDDEN)))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    private static CheckFailedException unproven(Cause cause) {
        return new CheckFailedException(Finding.of(cause, "No."));
    }
}
