// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.CheckFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisEvictionFitsTest {
    @ParameterizedTest
    @CsvSource({
        "CACHE, volatile-lru",
        "CACHE, volatile-lfu",
        "CACHE, volatile-ttl",
        "CACHE, volatile-random",
        "SESSION, noeviction"
    })
    void whatMustStayStays(RedisRole role, String policy) {
        assertThatCode(() -> RedisEvictionFits.fits("pod cache-1", policy, role))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CACHE   | cache   | noeviction   | volatile-lfu or volatile-lru or volatile-random or volatile-ttl | Redis' default: once full, it refuses writes
            CACHE   | cache   | allkeys-lru  | volatile-lfu or volatile-lru or volatile-random or volatile-ttl | allkeys policies evict tag sets as well, and cleaning by tag then leaves stale pages
            SESSION | session | volatile-lru | noeviction                                                      | what is evicted is a lost session
            SESSION | session | allkeys-lru  | noeviction                                                      | what is evicted is a lost session
            """)
    void whatMustNotGoWouldGo(RedisRole role, String word, String policy, String expected, String likely) {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisEvictionFits.fits("pod cache-1", policy, role))
                .withMessage("""
                        maxmemory-policy of Redis in pod cache-1 is %s, which is wrong for a %s.
                          expected   %s
                          seen       %s
                          likely     %s""", policy, word, expected, policy, likely)
                .satisfies(
                        unproven -> assertThat(unproven.finding().cause()).isEqualTo(RedisCause.EVICTION_POLICY_WRONG));
    }
}
