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

class RedisSelectsDatabasesTest {
    private final FakeRedis server;

    RedisSelectsDatabasesTest() throws IOException {
        server = new FakeRedis()
                .on("SELECT", "+OK")
                .on("SET", "+OK")
                .on("GET", "$1\r\n0", "$1\r\n1")
                .on("DEL", ":1");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void allAreSelectedBeforeEachIsWrittenReadAndCleared() {
        try (Redis redis = server.client()) {
            RedisSelectsDatabases.selects(redis, "our:key");
        }

        assertThat(server.commands())
                .containsExactly(
                        "SELECT 0",
                        "SELECT 1",
                        "SELECT 0",
                        "SET our:key 0 EX 60",
                        "GET our:key",
                        "DEL our:key",
                        "SELECT 1",
                        "SET our:key 1 EX 60",
                        "GET our:key",
                        "DEL our:key");
    }

    @Test
    void aRedisWithOneDatabaseHasNoSecond() {
        server.on("SELECT 1", "-ERR DB index is out of range");

        assertThat(finding())
                .isEqualTo(Finding.of(
                        RedisCause.REDIS_ERROR, "Redis in pod cache-1 refuses SELECT 1: ERR DB index is out of range"));
    }

    @Test
    void aDatabaseThatIsTheOtherOneIsNoSecond() {
        server.on("GET", "$1\r\n0");

        assertThat(finding())
                .isEqualTo(
                        Finding.of(RedisCause.REDIS_WRONG_ANSWER, "Redis in pod cache-1 answers GET our:key wrongly.")
                                .expected("1")
                                .seen("0"));
    }

    private Finding finding() {
        try (Redis redis = server.client()) {
            return assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisSelectsDatabases.selects(redis, "our:key"))
                    .actual()
                    .finding();
        }
    }
}
