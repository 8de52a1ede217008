// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisKeepsAKeyTest {
    private final FakeRedis server;

    RedisKeepsAKeyTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aKeyIsWrittenOnceWithATtlReadAndRemoved() {
        server.on("SET", "+OK").on("GET", "$2\r\nv1").on("TTL", ":60").on("DEL", ":1");

        try (Redis redis = server.client()) {
            RedisKeepsAKey.keeps(redis, "our:key", "v1");
        }

        assertThat(server.commands())
                .satisfiesExactly(
                        set -> assertThat(set.split(" "))
                                .startsWith("SET", "our:key", "v1")
                                .containsOnlyOnce("NX", "EX", "60"),
                        get -> assertThat(get).isEqualTo("GET our:key"),
                        ttl -> assertThat(ttl).isEqualTo("TTL our:key"),
                        del -> assertThat(del).isEqualTo("DEL our:key"));
    }

    @Test
    void aTtlMayHaveRunDownToItsLastSecond() {
        server.on("SET", "+OK").on("GET", "$2\r\nv1").on("TTL", ":1").on("DEL", ":1");

        try (Redis redis = server.client()) {
            RedisKeepsAKey.keeps(redis, "our:key", "v1");
        }

        assertThat(server.commands()).endsWith("DEL our:key");
    }

    @ParameterizedTest
    @CsvSource({
        "$-1, $2_v1, :60, :1, SET our:key v1 NX EX 60, OK,      null",
        "+OK, $2_xx, :60, :1, GET our:key,          v1,      xx",
        "+OK, $-1,   :60, :1, GET our:key,          v1,      null",
        "+OK, $2_v1, :-1, :1, TTL our:key,          1 to 60, -1",
        "+OK, $2_v1, :0,  :1, TTL our:key,          1 to 60, 0",
        "+OK, $2_v1, :61, :1, TTL our:key,          1 to 60, 61",
        "+OK, $2_v1, :60, :0, DEL our:key,          1,       0",
    })
    void eachStepThatAnswersWronglyIsNamed(
            String set, String get, String ttl, String del, String step, String expected, String seen) {
        server.on("SET", set).on("GET", get.replace("_", "\r\n")).on("TTL", ttl).on("DEL", del);

        try (Redis redis = server.client()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisKeepsAKey.keeps(redis, "our:key", "v1"))
                    .extracting(CheckFailedException::finding)
                    .isEqualTo(Finding.of(
                                    RedisCause.REDIS_WRONG_ANSWER,
                                    "Redis in pod cache-1 answers %s wrongly.".formatted(step))
                            .expected(expected)
                            .seen(seen));
        }
    }
}
