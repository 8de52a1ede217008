// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logs are those of Redis 7.0.15 and of the exporter 1.45, of containers that were started so. */
class CrashReasonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exec /usr/bin/redis-server: exec format error                                                    | OTHER_ARCHITECTURE
            1:M # Can't handle RDB format version 11                                                         | RDB_OF_ANOTHER_VERSION
            1:M # Wrong signature trying to load DB from file                                                | RDB_OF_ANOTHER_VERSION
            1:M # Bad file format reading the append only file appendonly.aof.1.incr.aof: make a backup      | AOF_OF_ANOTHER_VERSION
            1:C # Fatal error, can't open config file '/etc/redis/nope.conf': No such file or directory      | CONFIG_NOT_THERE
            Bad directive or wrong number of arguments                                                       | CONFIG_WRONG
            1:M # Module /nope.so failed to load: /nope.so: cannot open shared object file                   | CONFIG_WRONG
            >>> 'dir "/nope"'                                                                                | NO_DIRECTORY
            1:M # Aborting Redis startup because of ACL errors: /data/users.acl:1: Syntax error.             | ACL_WRONG
            1:M # Aborting Redis startup because of ACL errors: Error loading ACLs, opening file             | ACL_WRONG
            1:M # Can't open or create append-only dir appendonlydir: Permission denied                      | VOLUME_NOT_WRITABLE
            setpriv: setresuid failed: Operation not permitted                                               | ENTRYPOINT_NEEDS_ROOT
            level=fatal msg="Error loading redis passwords from file /data/pw, err: invalid character 'p'"   | PASSWORD_FILE_NOT_JSON
            level=warning msg="load password file failed: open /nope: no such file or directory"             | PASSWORD_FILE_NOT_THERE
            flag provided but not defined: -nope                                                             | UNKNOWN_FLAG
            1:M # Warning: Could not create server TCP listening socket 10.9.9.9:6379: bind: Cannot assign requested address | ADDRESS_WRONG
            1:M # Warning: Could not create server TCP listening socket *:6379: bind: Address already in use | PORT_TAKEN
            1:M # Failed to configure TLS. Check logs for more info.                                         | TLS_WRONG
            sh: 1: redis-serverr: not found                                                                  | NO_SUCH_COMMAND
            """)
    void aLogNamesTheReason(String line, CrashReason reason) {
        assertThat(CrashReason.in(List.of("1:C # Configuration loaded", line))).contains(reason);
    }

    @Test
    void anUnreachableDirectoryIsNoWrongDirective() {
        assertThat(CrashReason.in(List.of(
                        "*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***",
                        "Reading the configuration file, at line 3",
                        ">>> 'dir \"/nope\"'",
                        "No such file or directory")))
                .contains(CrashReason.NO_DIRECTORY);
    }

    @Test
    void aLogThatNamesNoneLeavesTheFindingAsItIs() {
        Finding finding = Finding.of(Cause.CRASH_LOOP, "It ends.").likely("it was so");

        assertThat(CrashReason.explained(finding, List.of("1:M # Redis is now ready to exit, bye bye...")))
                .isEqualTo(finding);
        assertThat(CrashReason.explained(finding, List.of("1:M # Can't handle RDB format version 11"))
                        .likely())
                .isEqualTo(
                        "the volume holds data of a newer Redis, or of Valkey, which this version cannot read: run that version again, or start with an empty volume");
    }

    @Test
    void theLineThatNamesItIsShownHoweverMuchWasSaidAfterIt() {
        assertThat(CrashReason.telling(List.of("flag provided but not defined: -nope", "Usage:", "-a", "-b", "-c"), 3))
                .containsExactly("flag provided but not defined: -nope", "-b", "-c");
        assertThat(CrashReason.telling(List.of("a", "b", "c", "d"), 3)).containsExactly("b", "c", "d");
    }
}
