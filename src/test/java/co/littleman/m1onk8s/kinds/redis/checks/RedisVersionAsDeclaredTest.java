// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisVersionAsDeclaredTest {
    private final FakeRedis server;

    RedisVersionAsDeclaredTest() throws IOException {
        server = new FakeRedis();
        server.on("INFO", FakeRedis.text("# Server\r\nredis_version:7.0.15\r\n"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "redis:7.0.15, 7.0.15",
        "redis:7.0, 7.0",
        "redis:3.2.1-alpine, 3.2.1",
        "registry.test:5000/library/redis:v6.2.14_1, 6.2.14",
    })
    void aTagNamesAVersion(String image, String version) {
        assertThat(RedisVersionAsDeclared.declared(image)).hasValue(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis",
                "redis:latest",
                "redis:7",
                "acme/redis:1.4.0",
                "acme/cache:7.0.15",
                "valkey:8.0.1",
                "redis@sha256:0123"
            })
    void aTagThatNamesNoneOrAnotherThingsIsNotJudged(String image) {
        assertThat(RedisVersionAsDeclared.declared(image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.15", "7.0"})
    void whatRunsIsOfThatVersion(String declared) {
        try (Redis redis = server.client()) {
            assertThatCode(() -> RedisVersionAsDeclared.isOf(declared, redis, "redis:" + declared))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatRunsIsOfAnother() {
        try (Redis redis = server.client()) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisVersionAsDeclared.isOf("7.0.1", redis, "redis:7.0.1"))
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(RedisCause.REDIS_VERSION_DIFFERS);
                        assertThat(unproven.finding().message()).isEqualTo("""
                                Redis in pod cache-1 is 7.0.15, and its image's tag says 7.0.1.
                                  expected   redis_version 7.0.1
                                  seen       redis_version 7.0.15
                                  image      redis:7.0.1
                                  likely     the tag was moved to another image, or the node had one of that name already \
                                (imagePullPolicy: IfNotPresent); a digest cannot be moved""");
                    });
        }
    }
}
