// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Poll;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisPauseTest {
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private final FakeRedis server;

    RedisPauseTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void onePauseRunsAndOneWaitsFromTheFirstMoment() {
        server.on("CLIENT", "+OK");

        try (Redis redis = server.client();
                RedisPause freeze = redis.freeze()) {
            assertThat(freeze.goesOn()).isTrue();
            assertThat(Poll.LOCAL.until(SECONDS, () -> server.commands().size() == 2))
                    .isTrue();
        }
        assertThat(server.commands()).containsOnly("CLIENT PAUSE 1500 ALL");
    }

    @Test
    void theNextIsSentBeforeTheFirstEnds() {
        server.on("CLIENT", "+OK");
        long start = System.nanoTime();

        try (Redis redis = server.client();
                RedisPause freeze = redis.freeze()) {
            assertThat(Poll.LOCAL.until(
                            SECONDS, () -> freeze.goesOn() && server.commands().size() == 3))
                    .isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), SECONDS);
    }

    @Test
    void aConnectionThatBreaksIsTold() {
        server.on("CLIENT", "+OK");

        try (Redis redis = server.client();
                RedisPause freeze = redis.freeze()) {
            server.hangUp();
            assertThat(Poll.LOCAL.until(Duration.ofSeconds(8), () -> !freeze.goesOn()))
                    .isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRefusalIsToldInRedisOwnWords() {
        server.on("CLIENT", "-NOPERM this user has no permissions to run the 'client|pause' command");

        try (Redis redis = server.client()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(redis::freeze)
                    .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(RedisCause.REDIS_NOPERM))
                    .withMessageContaining("refuses CLIENT PAUSE");
        }
    }
}
