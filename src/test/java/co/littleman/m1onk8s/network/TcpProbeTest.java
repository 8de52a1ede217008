// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.TcpProbe.Answer;
import co.littleman.m1onk8s.network.TcpProbe.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of bash 5. */
class TcpProbeTest {
    private static final Address REDIS = new Address("10.43.0.9", 6379);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                                                                        | CONNECTED   | ''
            124                                                                      | TIMED_OUT   | ''
            1 bash: line 1: /dev/tcp/10.43.0.9/6379: Connection timed out            | TIMED_OUT   | Connection timed out
            1 bash: line 1: /dev/tcp/10.43.0.9/6379: Connection refused              | REFUSED     | Connection refused
            1 bash: line 1: /dev/tcp/10.43.0.9/6379: No route to host                | UNREACHABLE | No route to host
            1 bash: line 1: /dev/tcp/fd00::9/6379: Network is unreachable            | UNREACHABLE | Network is unreachable
            127 bash: timeout: command not found                                     | UNREACHABLE | bash: timeout: command not found
            """)
    void anExitCodeAndWordsAreAnOutcome(String said, Outcome outcome, String words) {
        assertThat(TcpProbe.answers("dialled 10.43.0.9 6379 " + said + "\n", List.of(REDIS)))
                .containsExactly(new Answer("10.43.0.9", 6379, outcome, words));
    }

    @Test
    void answersComeInTheOrderOfTheAddresses() {
        assertThat(TcpProbe.answers("""
                        dialled fd00::9 6379 0\s
                        dialled 10.43.0.9 6379 124\s
                        """, List.of(REDIS, new Address("fd00::9", 6379))))
                .containsExactly(
                        new Answer("10.43.0.9", 6379, Outcome.TIMED_OUT, ""),
                        new Answer("fd00::9", 6379, Outcome.CONNECTED, ""));
    }

    @Test
    void anAddressThatNothingWasSaidOfIsNotForgotten() {
        assertThat(TcpProbe.answers("bash: fork: retry\n", List.of(REDIS)))
                .containsExactly(new Answer("10.43.0.9", 6379, Outcome.UNREACHABLE, "the client said nothing"));
    }
}
