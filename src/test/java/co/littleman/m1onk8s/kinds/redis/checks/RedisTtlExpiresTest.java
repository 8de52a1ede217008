// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisTtlExpiresTest {
    private final FakeRedis server;

    RedisTtlExpiresTest() throws IOException {
        server = new FakeRedis().on("SET", "+OK");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aKeyThatIsGoneWhenItsTimeIsUpIsGone() {
        server.on("EXISTS", ":1", ":0");

        try (Redis redis = server.client()) {
            RedisTtlExpires.expires(redis, "our:key", Duration.ofSeconds(2));
        }

        assertThat(server.commands())
                .containsExactly("SET our:key gone in a second EX 1", "EXISTS our:key", "EXISTS our:key");
    }

    @Test
    void aKeyThatStaysOutlivesItsTtl() {
        server.on("EXISTS", ":1").on("TTL", ":-1");

        try (Redis redis = server.client()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisTtlExpires.expires(redis, "our:key", Duration.ZERO))
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(RedisCause.KEY_OUTLIVES_TTL);
                        assertThat(unproven).hasMessage("""
                                A key with a TTL of 1 s is still in Redis in pod cache-1.
                                  expected   gone within 1 s
                                  seen       TTL -1""");
                    });
        }
    }
}
