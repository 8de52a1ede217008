// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCliTest {
    private static final String REFUSED = "Could not connect to Redis at cache:6379: Connection refused";

    @Test
    void aServiceWithoutThePortOfClients() {
        Finding finding = finding(service(6380, 9121), REFUSED);

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_REFUSED);
        assertThat(finding.message()).isEqualTo("""
                From another pod, the connection to cache:6379 is refused.
                  expected   PONG
                  seen       Could not connect to Redis at cache:6379: Connection refused
                  ports      6380, 9121   50-cache.svc.yml:1
                  likely     the Service has no port 6379, which clients use if they are given only a host
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
    }

    @Test
    void aPortWhereTheExporterAnswers() {
        Finding finding = finding(service(6379, 9121), "Error: Protocol error, got \"H\" as reply type byte");

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_WRONG_ANSWER);
        assertThat(finding.message()).isEqualTo("""
                From another pod, what answers at cache:6379 is no Redis.
                  expected   PONG
                  seen       Error: Protocol error, got "H" as reply type byte
                  ports      6379→6379, 9121→9121   50-cache.svc.yml:1
                  likely     it speaks HTTP, as the exporter does: the Service's target ports are crossed
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
        assertThat(finding(service(6379), "Error: Protocol error, got \"S\" as reply type byte")
                        .likely())
                .isEqualTo("the Service's targetPort leads to something else");
    }

    @Test
    void aPortThatRefuses() {
        Finding finding = finding(service(6379), REFUSED);

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_REFUSED);
        assertThat(finding.message()).isEqualTo("""
                From another pod, the connection to cache:6379 is refused.
                  expected   PONG
                  seen       Could not connect to Redis at cache:6379: Connection refused
                  likely     the Service's targetPort is not where Redis listens, or Redis listens on 127.0.0.1 only
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
    }

    @Test
    void packetsThatAreDropped() {
        Finding finding = finding(service(6379), "timed out");

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_TIMED_OUT);
        assertThat(finding.message()).isEqualTo("""
                From another pod, Redis at cache:6379 does not answer within 5 s.
                  expected   PONG
                  seen       timed out
                  likely     a network policy drops the packets, or Redis hangs
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
    }

    @ParameterizedTest
    @CsvSource({
        "Could not connect to Redis at cache:6379: Name or service not known",
        "Error: Connection reset by peer",
        "Error: Server closed the connection",
    })
    void aConnectionThatDoesNotHold(String answer) {
        Finding finding = finding(service(6379), answer);

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(finding.message()).isEqualTo("""
                From another pod, no connection to cache:6379 holds.
                  expected   PONG
                  seen       %s
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""".formatted(answer));
    }

    @Test
    void aRedisThatRefuses() {
        Finding finding = finding(service(6379), "NOAUTH Authentication required.");

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_NOAUTH);
        assertThat(finding.message()).isEqualTo("""
                From another pod, Redis at cache:6379 refuses PING: NOAUTH Authentication required.
                  expected   PONG
                  seen       NOAUTH Authentication required.
                  likely     Redis wants a password; set VERIFY_REDIS_PASSWORD
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
    }

    @Test
    void aRedisInProtectedModeRefusesInItsOwnWordsWhateverTheySayOfConnections() {
        Finding finding = finding(
                service(6379),
                "DENIED Redis is running in protected mode. In this mode connections are only accepted from the loopback.");

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_ERROR);
        assertThat(finding.message()).isEqualTo("""
                From another pod, Redis at cache:6379 refuses PING: DENIED Redis is running in protected mode.
                  expected   PONG
                  seen       DENIED Redis is running in protected mode.
                  likely     protected mode: without a password Redis serves its own pod only; give it one (requirepass), or set protected-mode no and let a network policy keep strangers out
                  look       kubectl -n shop run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli -h cache -p 6379 ping""");
    }

    @Test
    void theLastLineIsTheAnswerButForAFailedLogin() {
        assertThat(RedisCli.answer("Warning: no such thing\nPONG\n\n")).isEqualTo("PONG");
        assertThat(RedisCli.answer("Could not look up host name\nPONG\n")).isEqualTo("PONG");
        assertThat(RedisCli.answer("AUTH failed: WRONGPASS invalid\nNOAUTH Authentication required.\n"))
                .isEqualTo("AUTH failed: WRONGPASS invalid");
        assertThat(RedisCli.answer("\n")).isEqualTo("nothing");
    }

    @Test
    void theCommandNamesTheUserAndNeverThePassword() {
        assertThat(RedisCli.ping(RedisAccess.OPEN, "cache", 6379)).isEqualTo("redis-cli -h cache -p 6379 ping");
        assertThat(RedisCli.login(RedisAccess.OPEN)).isEmpty();

        RedisAccess access = new RedisAccess("app", "it's", true, null);
        assertThat(RedisCli.ping(access, "cache", 6380))
                .isEqualTo("redis-cli -h cache -p 6380 --user 'app' --tls --insecure ping");
        assertThat(RedisCli.login(access)).isEqualTo("export REDISCLI_AUTH='it'\\''s'\n");
    }

    private static Finding finding(DeclaredService service, String answer) {
        return RedisCli.finding(service, 6379, answer, "redis-cli -h cache -p 6379 ping");
    }

    private static DeclaredService service(int... ports) {
        return new DeclaredService(
                "shop",
                "cache",
                Map.of("role", "cache"),
                IntStream.of(ports)
                        .mapToObj(
                                port -> new ServicePortBuilder().withPort(port).build())
                        .toList(),
                new Place("50-cache.svc.yml", 1));
    }
}
