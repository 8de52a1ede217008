// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySpaceTest {
    private static final String NO_KEY =
            "-NOPERM this user has no permissions to access one of the keys used as arguments";
    private static final String NO_COMMAND = "-NOPERM this user has no permissions to run the 'acl|getuser' command";

    private final FakeRedis server;

    KeySpaceTest() throws IOException {
        server = new FakeRedis().on("SET", NO_KEY).on("GET", "$-1").on("ACL WHOAMI", FakeRedis.text("shop"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void mostUsersMayWriteAnyKey() {
        server.on("SET ours", "+OK");

        assertThat(before()).contains("");
        assertThat(server.commands()).containsExactly("SET ours  EX 1", "GET ours");
    }

    @Test
    void aKeyThatMayBeWrittenAndNotReadIsNone() {
        server.on("SET ours", "+OK")
                .on("GET ours", NO_KEY)
                .on("ACL GETUSER shop", FakeRedis.texts("keys", "%W~ours zc:*"))
                .on("SET zc:ours", "+OK");

        assertThat(before()).contains("zc:");
    }

    @Test
    void aPatternOfTheUserIsTriedBeforeItIsBelieved() {
        server.on("ACL GETUSER shop", FakeRedis.texts("keys", "%R~read:* ~sess_*", "channels", "", "selectors", ""))
                .on("SET sess_ours", "+OK");

        assertThat(before()).contains("sess_");
    }

    @Test
    void aUserWhoMayNotSayWhatItMayTriesTheUsualNames() {
        server.on("ACL GETUSER shop", NO_COMMAND).on("SET PHPREDIS_SESSION:ours", "+OK");

        assertThat(before()).contains("PHPREDIS_SESSION:");
    }

    @Test
    void keysOfOtherNamesCannotBeMadeOurs() {
        server.on("ACL GETUSER shop", FakeRedis.texts("keys", "~one-key"));

        assertThat(before()).isEmpty();
    }

    @Test
    void aUserWithoutAnyKeyIsRefusedForAReasonOfItsOwn() {
        server.on("ACL GETUSER shop", FakeRedis.texts("flags", "on", "keys", "", "channels", ""));

        assertThat(before()).contains("");
    }

    @Test
    void anyOtherRefusalIsNotAboutKeys() {
        server.on("SET ours", "-NOPERM this user has no permissions to run the 'set' command");
        assertThat(before()).contains("");

        server.on("SET ours", "-READONLY You can't write against a read only replica.");
        assertThat(before()).contains("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "~zc:* | zc:",
                "zc:* | zc:",
                "%RW~zc:* | zc:",
                "%W~a?b:* | axb:",
                "~[abc]x:* | ax:",
                "~a\\[b:* | a[b:",
                "~a*:b:* | a:b:",
                "* | ''",
            })
    void aPatternThatEndsOpenIsABeginning(String pattern, String prefix) {
        assertThat(KeySpace.prefix(pattern)).contains(prefix);
    }

    @ParameterizedTest
    @CsvSource({"~one-key", "~*:cache", "~a\\*", "~[^a]:*", "~[a"})
    void aPatternThatEndsOtherwiseIsNone(String pattern) {
        assertThat(KeySpace.prefix(pattern)).isEmpty();
    }

    @Test
    void patternsAreReadAsEveryVersionWritesThem() {
        assertThat(KeySpace.patterns(List.of(
                        "flags",
                        "on",
                        "passwords",
                        "5e88",
                        "commands",
                        "+@all",
                        "keys",
                        "~zc:* %R~a:*",
                        "channels",
                        "",
                        "selectors",
                        "commands",
                        "-@all +get",
                        "keys",
                        "~b:*",
                        "channels",
                        "")))
                .containsExactly("~zc:*", "%R~a:*", "~b:*");
        assertThat(KeySpace.patterns(List.of("flags", "on", "keys", "zc:*", "sess_*", "channels", "*")))
                .containsExactly("zc:*", "sess_*");
    }

    private Optional<String> before() {
        try (Redis redis = server.client()) {
            return KeySpace.before(redis, "ours");
        }
    }
}
