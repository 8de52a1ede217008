// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeTest {
    /** As the exporter writes it, version 1.45. */
    private static final Scrape PAGE = Scrape.of("""
            # HELP redis_commands_total Total number of calls per command
            # TYPE redis_commands_total counter
            redis_commands_total{cmd="config|get"} 1
            redis_commands_total{cmd="set"} 20
            # HELP redis_instance_info Information about the Redis instance
            # TYPE redis_instance_info gauge
            redis_instance_info{os="Linux 6.18 x86_64",run_id="5e2d",tcp_port="6379"} 1
            # TYPE go_gc_duration_seconds summary
            go_gc_duration_seconds{quantile="0"} 0
            go_gc_duration_seconds_sum 0
            go_gc_duration_seconds_count 0
            # TYPE odd untyped
            odd +Inf 1395066363000
            """);

    @Test
    void countersAreFoundByLabel() {
        assertThat(PAGE.count("redis_commands_total", "cmd", "set")).isEqualTo(20);
        assertThat(PAGE.count("redis_commands_total", "cmd", "get")).isZero();
    }

    @Test
    void labelsWithSpacesStayWhole() {
        assertThat(PAGE.first("redis_instance_info"))
                .contains(new Sample(
                        "redis_instance_info",
                        Map.of("os", "Linux 6.18 x86_64", "run_id", "5e2d", "tcp_port", "6379"),
                        1));
    }

    @Test
    void whatHasNoTypeIsAGauge() {
        assertThat(PAGE.first("odd").map(Sample::value)).contains(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a -Inf                     | -Infinity
            a NaN 1395066363000        | NaN
            a{} .5                     | 0.5
            a{b="c",} 1e-06            | 1.0E-6
            a_bucket{le="+Inf"} 3 # {trace_id="x"} 1.0 | 3.0
            """)
    void eachFormOfAValueIsRead(String line, double value) {
        assertThat(Scrape.of(line).samples()).extracting(Sample::value).containsExactly(value);
    }

    @Test
    void labelsAreUnescaped() {
        assertThat(Scrape.of("a { b = \"1,2\" , c = \"q\\\"u}o\\\\\", d=\"x\\ny\" } 4.5E+3")
                        .samples())
                .containsExactly(new Sample("a", Map.of("b", "1,2", "c", "q\"u}o\\", "d", "x\ny"), 4500));
    }

    @Test
    void whatIsNoSampleIsLeftOut() {
        assertThat(Scrape.of("<html>\na 1\n# b 2\n").samples())
                .extracting(Sample::name)
                .containsExactly("a");
    }
}
