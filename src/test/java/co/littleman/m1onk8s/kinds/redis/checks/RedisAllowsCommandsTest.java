// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisAllowsCommandsTest {
    private final FakeRedis server;

    RedisAllowsCommandsTest() throws IOException {
        server = new FakeRedis()
                .on("ACL WHOAMI", FakeRedis.text("app"))
                .on("ACL DRYRUN app", "+OK")
                .on("COMMAND INFO", FakeRedis.list(FakeRedis.list(FakeRedis.text("any"), ":-2")));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(RedisRole.class)
    void aUserWhoMayRunAllMayRunThose(RedisRole role) {
        try (Redis redis = server.client()) {
            assertThatCode(() -> RedisAllowsCommands.allows(redis, role)).doesNotThrowAnyException();
        }
    }

    @Test
    void noneOfThemIsRun() {
        try (Redis redis = server.client()) {
            RedisAllowsCommands.allows(redis, RedisRole.CACHE);
        }

        assertThat(server.commands()).allMatch(command -> command.matches("(ACL WHOAMI|ACL DRYRUN|COMMAND INFO).*"));
    }

    @Test
    void whatWasRenamedAwayOrForbiddenIsNamed() {
        server.on("COMMAND INFO UNLINK", "*1\r\n*-1")
                .on("ACL DRYRUN app MULTI", FakeRedis.text("User app has no permissions to run the 'multi' command"));

        try (Redis redis = server.client()) {
            Finding finding = assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisAllowsCommands.allows(redis, RedisRole.SESSION))
                    .actual()
                    .finding();

            assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_COMMAND_MISSING);
            assertThat(finding.message()).isEqualTo("""
                    Redis in pod cache-1 lacks 2 of the 16 commands that a session needs: UNLINK, MULTI.
                      expected   all of: SELECT HINCRBY HMGET HMSET HSET HGET HDEL HEXISTS EXPIRE EXISTS TTL DEL UNLINK MULTI EXEC PING
                      refused    UNLINK: there is no such command
                      refused    MULTI: User app has no permissions to run the 'multi' command
                      likely     rename-command in redis.conf, or the rules of the ACL user""");
        }
    }

    @Test
    void whatIsOnlyForbiddenIsAMatterOfTheRules() {
        server.on("ACL DRYRUN app FLUSHDB", FakeRedis.text("User app has no permissions to run the 'flushdb' command"));

        try (Redis redis = server.client()) {
            Finding finding = assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisAllowsCommands.allows(redis, RedisRole.CACHE))
                    .actual()
                    .finding();

            assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_NOPERM);
            assertThat(finding.reason())
                    .isEqualTo(
                            "Redis in pod cache-1 forbids its user 1 of the 28 commands that a cache needs: FLUSHDB.");
            assertThat(finding.likely())
                    .isEqualTo(
                            "the rules of the ACL user: they must allow it these commands, with its application's keys");
        }
    }
}
