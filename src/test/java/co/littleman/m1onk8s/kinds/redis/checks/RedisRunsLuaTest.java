// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisRunsLuaTest {
    private final FakeRedis server;

    RedisRunsLuaTest() throws IOException {
        server = new FakeRedis()
                .on("EVALSHA", "+OK")
                .on("GET", FakeRedis.text("400000"))
                .on("EVAL", ":1");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aScriptRunsByItsShaAndByItsText() {
        try (Redis redis = server.client()) {
            RedisRunsLua.runs(redis, "5ha", "our:key");
        }

        assertThat(server.commands())
                .containsExactly(
                        "EVALSHA 5ha 1 our:key 60", "GET our:key", "EVAL return redis.call('DEL', KEYS[1]) 1 our:key");
    }

    @Test
    void aLimitOfAMillisecondWouldRefuseAllOthers() {
        server.on("CONFIG GET lua-time-limit", FakeRedis.texts("lua-time-limit", "1"));

        try (Redis redis = server.client()) {
            assertThat(assertThatExceptionOfType(CheckFailedException.class)
                            .isThrownBy(() -> RedisRunsLua.isPatient(redis))
                            .actual()
                            .finding()
                            .message())
                    .isEqualTo("""
                            Redis in pod cache-1 refuses all other clients (BUSY) after 1 ms of a script.
                              expected   lua-time-limit of at least 1000 ms; the default is 5000
                              seen       lua-time-limit 1
                              likely     lua-time-limit (busy-reply-threshold) in its arguments or its redis.conf""");
        }
    }

    @Test
    void aLimitOfASecondIsEnough() {
        server.on("CONFIG GET lua-time-limit", FakeRedis.texts("lua-time-limit", "1000"));

        try (Redis redis = server.client()) {
            assertThatCode(() -> RedisRunsLua.isPatient(redis)).doesNotThrowAnyException();
        }
    }

    @Test
    void aScriptThatRedisForgotIsRefused() {
        server.on("EVALSHA", "-NOSCRIPT No matching script. Please use EVAL.");

        assertThat(finding())
                .isEqualTo(
                        Finding.of(
                                RedisCause.REDIS_ERROR,
                                "Redis in pod cache-1 refuses EVALSHA 5ha 1 our:key 60: NOSCRIPT No matching script. Please use EVAL."));
    }

    @Test
    void aRedisThatRunsAnotherScriptIsBusy() {
        server.on("EVALSHA", "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");

        Finding finding = finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_BUSY);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 refuses EVALSHA 5ha 1 our:key 60: BUSY Redis is busy running a script. \
                You can only call SCRIPT KILL or SHUTDOWN NOSAVE.
                  likely   a script runs longer than lua-time-limit (busy-reply-threshold) allows""");
    }

    @Test
    void aScriptWhoseWriteIsNotThereDidNotRun() {
        server.on("GET", "$-1");

        assertThat(finding())
                .isEqualTo(
                        Finding.of(RedisCause.REDIS_WRONG_ANSWER, "Redis in pod cache-1 answers GET our:key wrongly.")
                                .expected("400000")
                                .seen("null"));
    }

    @Test
    void evalMayBeMissingWhereEvalshaIsThere() {
        server.on("EVAL", "-NOPERM this user has no permissions to run the 'eval' command");

        assertThat(finding().cause()).isEqualTo(RedisCause.REDIS_NOPERM);
    }

    private Finding finding() {
        try (Redis redis = server.client()) {
            return assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisRunsLua.runs(redis, "5ha", "our:key"))
                    .actual()
                    .finding();
        }
    }
}
