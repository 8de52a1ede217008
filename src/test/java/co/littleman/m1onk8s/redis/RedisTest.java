package co.littleman.m1onk8s.redis;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void anErrorIsNamedAsSuch(String error, Cause cause) {
        server.on("PING", "-" + error);

        assertThat(pinged(RedisAccess.OPEN).finding())
                .isEqualTo(Finding.of(cause, "Redis in pod cache-1 refuses PING: " + error)
                        .likely(RedisRefusal.likely(cause)));
    }

    @Test
    void anotherAnswerIsWrong() {
        server.on("PING", "+PANG");

        assertThat(pinged(RedisAccess.OPEN).finding())
                .isEqualTo(Finding.of(Cause.REDIS_WRONG_ANSWER, "Redis in pod cache-1 answers PING wrongly.")
                        .expected("PONG")
                        .seen("PANG"));
    }

    @Test
    void aWrongPasswordIsNotALostConnection() {
        server.on("AUTH", "-WRONGPASS invalid username-password pair or user is disabled.");

        Unproven unproven = pinged(new RedisAccess("app", "s3cret", false, null));

        assertThat(unproven.finding().cause()).isEqualTo(Cause.REDIS_WRONGPASS);
        assertThat(unproven.finding().message()).doesNotContain("s3cret");
    }

    @Test
    void aConnectionThatBreaksIsExplainedByItsRoute() {
        assertThat(pinged(RedisAccess.OPEN).finding().cause()).isEqualTo(Cause.TUNNEL_LOST);
    }

    private Unproven pinged(RedisAccess access) {
        try (Redis redis = redis(access)) {
            redis.expect("PONG", "PING");
        } catch (Unproven unproven) {
            return unproven;
        }
        throw new AssertionError("PING was answered");
    }

    private Redis redis(RedisAccess access) {
        return new Redis(
                "pod cache-1",
                "127.0.0.1",
                server.port(),
                access,
                error -> new Unproven(Finding.of(Cause.TUNNEL_LOST, error)));
    }
}
