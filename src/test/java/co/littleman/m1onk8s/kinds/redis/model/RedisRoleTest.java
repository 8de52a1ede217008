// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisRole.AtTheLimit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedisRoleTest {
    @ParameterizedTest
    @CsvSource({"cache, CACHE", "session, SESSION"})
    void itIsReadFromTheLabelsOfThePods(String label, RedisRole role) {
        assertThat(RedisRole.of(Map.of("application", "redis", "role", label, "tier", "back")))
                .contains(role);
        assertThat(role.word()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"redis, queue", "redis, ''", "memcached, cache", "'', cache"})
    void otherLabelsSayNothing(String application, String role) {
        assertThat(RedisRole.of(Map.of("application", application, "role", role)))
                .isEmpty();
    }

    @Test
    void noLabelsSayNothingEither() {
        assertThat(RedisRole.of(Map.of())).isEmpty();
        assertThat(RedisRole.of(Map.of("application", "redis"))).isEmpty();
        assertThat(RedisRole.of(Map.of("role", "cache"))).isEmpty();
    }

    @Test
    void aCacheKeepsItsTagSetsAndASessionStoreAll() {
        assertThat(RedisRole.CACHE.policies())
                .containsExactlyInAnyOrder("volatile-lru", "volatile-lfu", "volatile-ttl", "volatile-random");
        assertThat(RedisRole.CACHE.atTheLimit()).isEqualTo(AtTheLimit.EVICTS);
        assertThat(RedisRole.CACHE.keepsTags()).isTrue();
        assertThat(RedisRole.CACHE.runsLua()).isTrue();
        assertThat(RedisRole.SESSION.policies()).containsExactly("noeviction");
        assertThat(RedisRole.SESSION.atTheLimit()).isEqualTo(AtTheLimit.REFUSES);
        assertThat(RedisRole.SESSION.keepsTags()).isFalse();
        assertThat(RedisRole.SESSION.runsLua()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(RedisRole.class)
    void theCommandsAreThoseOfAClientAndNoneTwice(RedisRole role) {
        assertThat(role.commands())
                .doesNotHaveDuplicates()
                .allMatch(command -> command.matches("[A-Z]+"))
                .contains("SELECT", "HMSET", "EXPIRE", "UNLINK", "MULTI", "EXEC", "PING")
                .doesNotContain("KEYS", "FLUSHALL");
    }
}
