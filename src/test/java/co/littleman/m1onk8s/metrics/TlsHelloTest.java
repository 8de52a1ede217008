// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsHelloTest {
    @Test
    void whoAnswersInLettersSpeaksNoTls() {
        assertThat(TlsHello.isPlain("first HTTP\n")).isTrue();
    }

    /** A server's hello, an alert, and nothing at all. */
    @ParameterizedTest
    @ValueSource(strings = {"first \u0016\u0003\u0003\n", "first \u0015\u0003\u0001\u0002\n", "first \n", ""})
    void allElseMaySpeakIt(String output) {
        assertThat(TlsHello.isPlain(output)).isFalse();
    }

    @Test
    void theLengthsInItAreThoseOfWhatFollows() {
        String[] bytes = TlsHello.script(new Address("10.42.0.9", 9121))
                .replaceAll("(?s).*hello='(.*?)\\\\r.*", "$1")
                .substring(2)
                .split("\\\\x");

        assertThat(bytes).hasSize(5 + 0x2f);
        assertThat(bytes[4]).isEqualTo("2f");
        assertThat(bytes[8]).isEqualTo("2b");
    }
}
