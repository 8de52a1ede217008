package co.littleman.m1onk8s.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
            redis.answersPing();
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

    @Test
    void aKeyIsWrittenOnceWithATtlReadAndRemoved() {
        server.on("SET", "+OK").on("GET", "$2\r\nv1").on("TTL", ":60").on("DEL", ":1");

        try (Redis redis = redis(RedisAccess.OPEN)) {
            redis.keepsAKey("our:key", "v1");
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

    @ParameterizedTest
    @CsvSource({
        "$-1, $2_v1, :60, :1, SET our:key NX EX 60, OK,      null",
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

        try (Redis redis = redis(RedisAccess.OPEN)) {
            assertThatExceptionOfType(Unproven.class)
                    .isThrownBy(() -> redis.keepsAKey("our:key", "v1"))
                    .extracting(Unproven::finding)
                    .isEqualTo(Finding.of(
                                    Cause.REDIS_WRONG_ANSWER,
                                    "Redis in pod cache-1 answers %s wrongly.".formatted(step))
                            .expected(expected)
                            .seen(seen));
        }
    }

    private Unproven pinged(RedisAccess access) {
        try (Redis redis = redis(access)) {
            redis.answersPing();
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
