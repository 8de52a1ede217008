// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis_up 1",
                "a +Inf",
                "a -Inf 1395066363000",
                "a NaN",
                "a{} 1",
                "a{b=\"c\"} 1e-06",
                "a{b=\"c\",} 1",
                "a { b = \"1,2\" , c = \"q\\\"u}o\\\\\" } 4.5E+3 1395066363000",
                "a_bucket{le=\"+Inf\"} 3 # {trace_id=\"x\"} 1.0",
                "# HELP a TYPE\n# TYPE a untyped\n\na:b 1",
                "a{os=\"Linux 6 x86_64\",l=\"ü\"} .5",
            })
    void whatPrometheusTakesIsInTheFormat(String page) {
        assertThat(TextFormat.problem(page + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{\"a\": 1}",
                "-ERR wrong number of arguments for 'get' command",
                "hello world",
                "a",
                "a{b=c} 1",
                "a{b=\"c} 1",
                "a{b=\"c\"} one",
                "1a 2",
            })
    void theFirstLineThatIsNoneIsNamed(String line) {
        assertThat(TextFormat.problem("# HELP a\na 1\n" + line + "\nb 2\n")).contains(line);
    }

    @Test
    void aPageWithoutASampleIsNone() {
        assertThat(TextFormat.problem("# HELP a\n\n")).contains("no sample at all");
        assertThat(TextFormat.problem("")).contains("no sample at all");
    }

    @Test
    void aLongLabelDoesNoHarm() {
        assertThat(TextFormat.problem("a{b=\"" + "x\\\"".repeat(50_000) + "\"} 1\n"))
                .isEmpty();
    }
}
