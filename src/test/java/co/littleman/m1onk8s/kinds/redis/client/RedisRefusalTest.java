// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

/** The replies are those of Redis 7.0.15. */
class RedisRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LOADING Redis is loading the dataset in memory                             | REDIS_LOADING
            NOAUTH Authentication required.                                            | REDIS_NOAUTH
            ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct? | REDIS_WRONGPASS
            WRONGPASS invalid username-password pair or user is disabled.              | REDIS_WRONGPASS
            NOPERM this user has no permissions to run the 'ping' command              | REDIS_NOPERM
            READONLY You can't write against a read only replica.                      | REDIS_READONLY
            MISCONF Redis is configured to save RDB snapshots, but it's unable to      | REDIS_MISCONF
            OOM command not allowed when used memory > 'maxmemory'.                    | REDIS_OOM
            BUSY Redis is busy running a script. You can only call SCRIPT KILL         | REDIS_BUSY
            ERR max number of clients reached                                          | REDIS_TOO_MANY_CLIENTS
            BUSYGROUP Consumer Group name already exists                               | REDIS_ERROR
            ERR unknown command 'PINK'                                                 | REDIS_ERROR
            NOREPLICAS Not enough good replicas to write.                              | REDIS_ERROR
            OOMPH is no code of Redis                                                  | REDIS_ERROR
            """)
    void theFirstWordIsTheCode(String reply, @ConvertWith(Causes.class) Cause cause) {
        assertThat(RedisRefusal.cause(reply)).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "(error) NOAUTH Authentication required., REDIS_NOAUTH",
        "(error) LOADING Redis is loading the dataset in memory, REDIS_LOADING",
        "-NOAUTH Authentication required., REDIS_NOAUTH",
        "-ERR max number of clients reached, REDIS_TOO_MANY_CLIENTS",
        "-BUSY Redis is busy running a script., REDIS_BUSY",
        "AUTH failed: WRONGPASS invalid username-password pair or user is disabled., REDIS_WRONGPASS",
    })
    void inFrontOfItMayStandWhatRedisCliAdds(String reply, @ConvertWith(Causes.class) Cause cause) {
        assertThat(RedisRefusal.cause(reply)).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CLUSTERDOWN Hash slot not served | cluster-enabled yes, and no cluster: nobody has given this Redis its slots",
                "NOREPLICAS Not enough good replicas to write. | min-replicas-to-write asks for more replicas than there are",
                "READONLY You can't write against a read only replica. | this Redis is a replica, and clients write to it",
            })
    void aReplyMaySayMoreThanItsCause(String reply, String likely) {
        assertThat(RedisRefusal.likely(reply)).isEqualTo(likely);
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_NOAUTH, Redis wants a password; set VERIFY_REDIS_PASSWORD",
        "REDIS_WRONGPASS, the password or user is wrong; check VERIFY_REDIS_PASSWORD and VERIFY_REDIS_USER",
        "REDIS_BUSY, a script runs longer than lua-time-limit (busy-reply-threshold) allows",
        "REDIS_TOO_MANY_CLIENTS, 'maxclients is lower than the number of clients, or the file limit is'",
        "REDIS_ERROR, ''",
    })
    void aRefusalHasALikelyReasonWhereThereIsOne(@ConvertWith(Causes.class) Cause cause, String likely) {
        assertThat(RedisRefusal.likely(cause)).isEqualTo(likely);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH Authentication required. | true",
                "DENIED Redis is running in protected mode | true",
                "-ERR max number of clients reached | true",
                "AUTH failed: WRONGPASS invalid username-password pair | true",
                "PONG | false",
                "nothing | false",
                "1a2b3c4d | false",
                "timed out | false",
                "Could not connect to Redis at cache:6379: Connection refused | false",
                "Error: Connection reset by peer | false",
            })
    void whoRefusesIsThereAndWhoIsNotReachedDoesNotRefuse(String answer, boolean refuses) {
        assertThat(RedisRefusal.is(answer)).isEqualTo(refuses);
    }
}
