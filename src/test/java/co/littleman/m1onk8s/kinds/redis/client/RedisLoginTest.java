// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.SecretKey;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLoginTest {
    private static final String SECRET = "GET /api/v1/namespaces/shop/secrets/login";
    private static final RedisAccess ACCESS =
            new RedisAccess("app", null, true, null, new SecretKey("login", "password"));

    private FakeApiServer server;
    private Cluster cluster;

    @BeforeEach
    void aCluster() throws IOException {
        server = new FakeApiServer();
        cluster = server.existing();
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void thePasswordIsReadOnceAndOnlyWhenSomebodySpeaks() {
        server.on(SECRET, 200, "{\"data\": {\"password\": \"aHVudGVyMg==\"}}");
        RedisLogin login = new RedisLogin(cluster, ACCESS, true);
        assertThat(server.requests()).containsExactly("GET /version");

        RedisAccess access = login.of("shop");

        assertThat(access.password()).isEqualTo("hunter2");
        assertThat(access.user()).isEqualTo("app");
        assertThat(access.tls()).isTrue();
        assertThat(access.toString()).doesNotContain("hunter2");
        assertThat(login.hidden("shop")).isEqualTo("hunter2");
        assertThat(server.requests()).containsExactly("GET /version", SECRET);
    }

    @Test
    void whoOnlyObservesReadsNoSecret() {
        assertThat(new RedisLogin(cluster, ACCESS, false).hidden("shop")).isNull();
        assertThat(server.requests()).containsExactly("GET /version");
    }

    @Test
    void aPasswordThatIsKnownNeedsNoSecret() {
        RedisAccess known = new RedisAccess(null, "hunter2", false, null);

        assertThat(new RedisLogin(cluster, known, true).of("shop")).isSameAs(known);
        assertThat(new RedisLogin(cluster, known, false).hidden("shop")).isEqualTo("hunter2");
        assertThat(server.requests()).containsExactly("GET /version");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        CheckFailedException problem = problem();

        assertThat(problem.finding().cause()).isEqualTo(Cause.SECRET_MISSING);
        assertThat(problem).hasMessage("""
                Secret shop/login, which is to hold Redis' password, is not on this cluster.
                  expected   --redis-password-from secret:login/password
                  look       kubectl -n shop get secrets""");
        assertThat(new RedisLogin(cluster, ACCESS, true).hidden("shop")).isNull();
    }

    @Test
    void soIsAKeyThatIsNotInIt() {
        server.on(SECRET, 200, "{\"data\": {\"pass\": \"aHVudGVyMg==\", \"user\": \"YQ==\"}}");
        assertThat(problem()).hasMessage("""
                Secret shop/login, which is to hold Redis' password, has no key password.
                  expected   --redis-password-from secret:login/password
                  seen       the keys pass, user
                  look       kubectl -n shop describe secret login""");

        server.on(SECRET, 200, "{\"metadata\": {}}");
        assertThat(problem().finding().seen()).isEqualTo("no key at all");
    }

    @Test
    void whoMayNotReadItIsToldSo() {
        server.refuse(SECRET, 403, "secrets is forbidden");

        assertThat(problem().finding().cause()).isEqualTo(Cause.API_FORBIDDEN);
        assertThat(problem().finding().reason())
                .isEqualTo(
                        "The API server forbids it: a right is missing for reading Redis' password in Secret shop/login.");
    }

    private CheckFailedException problem() {
        return catchThrowableOfType(CheckFailedException.class, () -> new RedisLogin(cluster, ACCESS, true).of("shop"));
    }
}
