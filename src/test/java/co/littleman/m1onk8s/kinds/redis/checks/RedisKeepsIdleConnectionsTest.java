// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisKeepsIdleConnectionsTest {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final FakeRedis server;

    RedisKeepsIdleConnectionsTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60", "300"})
    void aConnectionThatStaysIsKept(String timeout) {
        server.on("CLIENT ID", ":7").on("CONFIG GET timeout", FakeRedis.texts("timeout", timeout));

        try (Redis redis = server.client()) {
            assertThatCode(() -> RedisKeepsIdleConnections.survives(redis, MOMENT))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aConnectionThatIsAnotherAfterASilenceWasHungUpOn() {
        server.on("CLIENT ID", ":7", ":8").on("CONFIG GET timeout", FakeRedis.texts("timeout", "0"));

        Finding finding = finding(Duration.ofSeconds(1));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 hangs up on connections that are silent.
                  expected   a connection that lasts for at least 60 s of silence
                  seen       client 7, then 8
                  likely     timeout in redis.conf is low; 0 never hangs up""");
    }

    @Test
    void aTimeoutThatIsLowWillHangUp() {
        server.on("CLIENT ID", ":7").on("CONFIG GET timeout", FakeRedis.texts("timeout", "30"));

        Finding finding = finding(MOMENT);

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(finding.seen()).isEqualTo("a timeout of 30 s");
    }

    @Test
    void aRedisThatHidesItsSettingsSaysNothingAboutTheStack() {
        server.on("CLIENT ID", ":7").on("CONFIG", "-ERR unknown command 'CONFIG'");

        assertThat(finding(MOMENT).cause()).isEqualTo(RedisCause.REDIS_NOT_INSPECTABLE);
    }

    private Finding finding(Duration silence) {
        try (Redis redis = server.client()) {
            return assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisKeepsIdleConnections.survives(redis, silence))
                    .actual()
                    .finding();
        }
    }
}
