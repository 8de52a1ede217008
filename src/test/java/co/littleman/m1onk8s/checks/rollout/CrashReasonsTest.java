// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import co.littleman.m1onk8s.kinds.CrashReason;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logs are those of Redis 7.0.15 and of the exporter 1.45, of containers that were started so. */
class CrashReasonsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exec /usr/bin/redis-server: exec format error                                                    | CPU architecture
            1:M # Can't handle RDB format version 11                                                         | data of a newer Redis
            1:M # Wrong signature trying to load DB from file                                                | data of a newer Redis
            1:M # Bad file format reading the append only file appendonly.aof.1.incr.aof: make a backup      | append-only file is damaged
            1:C # Fatal error, can't open config file '/etc/redis/nope.conf': No such file or directory      | configuration file is not where
            Bad directive or wrong number of arguments                                                       | a line of the configuration
            1:M # Module /nope.so failed to load: /nope.so: cannot open shared object file                   | a line of the configuration
            >>> 'dir "/nope"'                                                                                | the directory that dir names
            1:M # Aborting Redis startup because of ACL errors: /data/users.acl:1: Syntax error.             | a rule of the ACL file
            1:M # Aborting Redis startup because of ACL errors: Error loading ACLs, opening file             | a rule of the ACL file
            1:M # Can't open or create append-only dir appendonlydir: Permission denied                      | may not be written by the user
            setpriv: setresuid failed: Operation not permitted                                               | starts as root and changes the user
            level=fatal msg="Error loading redis passwords from file /data/pw, err: invalid character 'p'"   | must be JSON
            level=warning msg="load password file failed: open /nope: no such file or directory"             | password file is not where
            flag provided but not defined: -nope                                                             | an argument is misspelt
            1:M # Warning: Could not create server TCP listening socket 10.9.9.9:6379: bind: Cannot assign requested address | address in bind
            1:M # Warning: Could not create server TCP listening socket *:6379: bind: Address already in use | listens on that port already
            1:M # Failed to configure TLS. Check logs for more info.                                         | the certificate, its key
            sh: 1: redis-serverr: not found                                                                  | is not in the image
            """)
    void aLogNamesTheReason(String line, String remedy) {
        assertThat(CrashReasons.in(List.of("1:C # Configuration loaded", line)))
                .map(CrashReason::remedy)
                .get(STRING)
                .contains(remedy);
    }

    @Test
    void anUnreachableDirectoryIsNoWrongDirective() {
        assertThat(CrashReasons.in(List.of(
                        "*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***",
                        "Reading the configuration file, at line 3",
                        ">>> 'dir \"/nope\"'",
                        "No such file or directory")))
                .map(CrashReason::remedy)
                .get(STRING)
                .contains("the directory that dir names");
    }

    @Test
    void aLogThatNamesNoneLeavesTheFindingAsItIs() {
        Finding finding = Finding.of(Cause.CRASH_LOOP, "It ends.").likely("it was so");

        assertThat(CrashReasons.explained(finding, List.of("1:M # Redis is now ready to exit, bye bye...")))
                .isEqualTo(finding);
        assertThat(CrashReasons.explained(finding, List.of("1:M # Can't handle RDB format version 11"))
                        .likely())
                .isEqualTo(
                        "the volume holds data of a newer Redis, or of Valkey, which this version cannot read: run that version again, or start with an empty volume");
    }

    @Test
    void theLineThatNamesItIsShownHoweverMuchWasSaidAfterIt() {
        assertThat(CrashReasons.telling(List.of("flag provided but not defined: -nope", "Usage:", "-a", "-b", "-c"), 3))
                .containsExactly("flag provided but not defined: -nope", "-b", "-c");
        assertThat(CrashReasons.telling(List.of("a", "b", "c", "d"), 3)).containsExactly("b", "c", "d");
    }
}
