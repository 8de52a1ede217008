// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class RedisTest {
    private final FakeRedis server;

    RedisTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aPongIsAnAnswer() {
        server.on("PING", "+PONG");

        try (Redis redis = redis(RedisAccess.OPEN)) {
            redis.expect("PONG", "PING");
        }

        assertThat(server.commands()).containsExactly("PING");
    }

    @ParameterizedTest
    @CsvSource({"LOADING Redis is loading, REDIS_LOADING", "NOAUTH Authentication required., REDIS_NOAUTH"})
    void anErrorIsNamedAsSuch(String error, @ConvertWith(Causes.class) Cause cause) {
        server.on("PING", "-" + error);

        assertThat(pinged(RedisAccess.OPEN).finding())
                .isEqualTo(Finding.of(cause, "Redis in pod cache-1 refuses PING: " + error)
                        .likely(RedisRefusal.likely(cause)));
    }

    @Test
    void anotherAnswerIsWrong() {
        server.on("PING", "+PANG");

        assertThat(pinged(RedisAccess.OPEN).finding())
                .isEqualTo(Finding.of(RedisCause.REDIS_WRONG_ANSWER, "Redis in pod cache-1 answers PING wrongly.")
                        .expected("PONG")
                        .seen("PANG"));
    }

    @Test
    void aWrongPasswordIsNotALostConnection() {
        server.on("AUTH", "-WRONGPASS invalid username-password pair or user is disabled.");

        CheckFailedException failed = pinged(new RedisAccess("app", "s3cret", false, null));

        assertThat(failed.finding().cause()).isEqualTo(RedisCause.REDIS_WRONGPASS);
        assertThat(failed.finding().message()).doesNotContain("s3cret");
    }

    @Test
    void whoeverSaysAnythingIsHeard() {
        server.on("PING", "-NOAUTH Authentication required.");

        try (Redis redis = redis(RedisAccess.OPEN)) {
            assertThat(redis.hearing()).isEqualTo(Hearing.ANSWER);
        }
    }

    @Test
    void whoTakesConnectionsAndSaysNothingIsNot() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Redis redis = new Redis(
                        "pod cache-1",
                        "127.0.0.1",
                        silent.getLocalPort(),
                        RedisAccess.OPEN,
                        error -> new CheckFailedException(Finding.of(Cause.TUNNEL_LOST, error)),
                        NoReply.AS_HEARD)) {
            assertThat(redis.hearing()).isEqualTo(Hearing.SILENCE);
        }
    }

    @Test
    void aConnectionThatBreaksIsExplainedByItsRoute() {
        assertThat(pinged(RedisAccess.OPEN).finding().cause()).isEqualTo(Cause.TUNNEL_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "NOPERM this user has no permissions to run the 'config|get' command,"
                + " the Redis user of this run may not; VERIFY_REDIS_USER names another",
        "'ERR unknown command ''CONFIG'', with args beginning with: ''GET'' ''timeout'' ',"
                + " rename-command took it away; a check that cannot be judged can be waived in verify.yml (waivers)",
    })
    void aRedisThatDoesNotLetUsLookSaysNothingAboutTheStack(String error, String likely) {
        server.on("CONFIG", "-" + error);

        Finding finding = asked().finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_NOT_INSPECTABLE);
        assertThat(finding.cause().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 does not let us look at CONFIG GET timeout.
                  seen     Redis in pod cache-1 refuses CONFIG GET timeout: %s
                  likely   %s""".formatted(error.strip(), likely));
    }

    @Test
    void aRedisThatRefusesForAnotherReasonSaysSo() {
        server.on("CONFIG", "-LOADING Redis is loading the dataset in memory");

        assertThat(asked().finding().cause()).isEqualTo(RedisCause.REDIS_LOADING);
    }

    @Test
    void whatIsToldAboutRedisItselfIsTakenApart() {
        server.on("CONFIG GET timeout", FakeRedis.texts("timeout", "30"))
                .on("CONFIG GET no-such", FakeRedis.texts())
                .on("INFO", FakeRedis.text("# Replication\r\nrole:master\r\nslave0:ip=10.42.0.9,port=6379\r\n"));

        try (Redis redis = redis(RedisAccess.OPEN)) {
            assertThat(redis.config("timeout")).isEqualTo("30");
            assertThat(redis.config("no-such")).isEmpty();
            assertThat(redis.info("replication"))
                    .isEqualTo(Map.of("role", "master", "slave0", "ip=10.42.0.9,port=6379"));
        }
    }

    private CheckFailedException asked() {
        try (Redis redis = redis(RedisAccess.OPEN)) {
            return assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> redis.config("timeout"))
                    .actual();
        }
    }

    private CheckFailedException pinged(RedisAccess access) {
        try (Redis redis = redis(access)) {
            redis.expect("PONG", "PING");
        } catch (CheckFailedException failed) {
            return failed;
        }
        throw new AssertionError("PING was answered");
    }

    private Redis redis(RedisAccess access) {
        return new Redis(
                "pod cache-1",
                "127.0.0.1",
                server.port(),
                access,
                error -> new CheckFailedException(Finding.of(Cause.TUNNEL_LOST, error)),
                NoReply.AS_HEARD);
    }
}
