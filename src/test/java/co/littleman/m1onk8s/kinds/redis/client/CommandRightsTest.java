// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRightsTest {
    private final FakeRedis server;

    CommandRightsTest() throws IOException {
        server = new FakeRedis().on("ACL WHOAMI", FakeRedis.text("app")).on("ACL DRYRUN app", "+OK");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     2,  GET zc:k:m1onk8s-verify",
        "EXPIRE,  -3, EXPIRE zc:k:m1onk8s-verify zc:k:m1onk8s-verify",
        "SELECT,  2,  SELECT 0",
        "FLUSHDB, -1, FLUSHDB",
        "SCRIPT,  -2, SCRIPT LOAD return 1",
        "EVAL,    -3, EVAL return 1 0",
        "PING,    -1, PING",
    })
    void aCommandIsTriedWithAsManyWordsAsItTakes(String command, int arity, String tried) {
        knows(command, arity);

        assertThat(refusal(command)).isEmpty();
        assertThat(server.commands()).last().isEqualTo("ACL DRYRUN app " + tried);
    }

    @Test
    void aCommandThatWasRenamedAwayIsNotThere() {
        server.on("COMMAND INFO FLUSHDB", "*1\r\n*-1");

        assertThat(refusal("FLUSHDB")).contains("FLUSHDB: there is no such command");
    }

    @Test
    void aCommandThatTheUserMayNotRunIsRefusedInRedisWords() {
        knows("GET", 2);
        server.on("ACL DRYRUN app GET", FakeRedis.text("User app has no permissions to access the 'zc:k' key"));

        assertThat(refusal("GET")).contains("GET: User app has no permissions to access the 'zc:k' key");
    }

    @ParameterizedTest
    @CsvSource({
        "-ERR Unknown subcommand or wrong number of arguments for 'DRYRUN'",
        "-NOPERM this user has no permissions to run the 'acl|dryrun' command",
    })
    void whereThereIsNoDryRunACommandThatIsThereIsAllowed(String refusal) {
        knows("GET", 2);
        server.on("ACL DRYRUN app", refusal);

        assertThat(refusal("GET")).isEmpty();
    }

    @Test
    void withoutADryRunACommandIsQueuedAndThrownAway() {
        knows("FLUSHDB", -1);
        server.on("ACL DRYRUN app", "-NOPERM this user has no permissions to run the 'acl|dryrun' command")
                .on("MULTI", "+OK")
                .on("FLUSHDB", "-NOPERM this user has no permissions to run the 'flushdb' command")
                .on("DISCARD", "+OK");

        assertThat(refusal("FLUSHDB")).contains("FLUSHDB: this user has no permissions to run the 'flushdb' command");
        assertThat(server.commands()).endsWith("MULTI", "FLUSHDB", "DISCARD");

        server.on("FLUSHDB", "+QUEUED");
        assertThat(refusal("FLUSHDB")).isEmpty();
        assertThat(server.commands()).last().isEqualTo("DISCARD");
    }

    @Test
    void aKeyOfTheApplicationThatIsAllowedIsEnough() {
        knows("GET", 2);
        server.on("ACL DRYRUN app GET one", FakeRedis.text("no permissions to access the 'one' key"));

        try (Redis redis = server.client()) {
            assertThat(new CommandRights(redis, List.of("one", "two")).refusal("GET"))
                    .isEmpty();
            assertThat(new CommandRights(redis, List.of("one")).refusal("GET"))
                    .contains("GET: no permissions to access the 'one' key");
        }
    }

    @Test
    void whoMayNotEvenAskWhichCommandsThereAreCannotTell() {
        server.on("COMMAND", "-NOPERM this user has no permissions to run the 'command|info' command");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> refusal("GET"))
                .satisfies(
                        unproven -> assertThat(unproven.finding().cause()).isEqualTo(RedisCause.REDIS_NOT_INSPECTABLE));
    }

    private void knows(String command, int arity) {
        server.on(
                "COMMAND INFO " + command,
                FakeRedis.list(FakeRedis.list(
                        FakeRedis.text(command.toLowerCase(Locale.ROOT)), ":" + arity, FakeRedis.list("+fast"))));
    }

    private Optional<String> refusal(String command) {
        try (Redis redis = server.client()) {
            return new CommandRights(redis, List.of("zc:k:m1onk8s-verify")).refusal(command);
        }
    }
}
