// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import org.junit.jupiter.api.Test;

class PodScrapeTest {
    @Test
    void aPageIsCountedEvenIfItsLabelsSpeakOfRefusedConnections() {
        assertThat(PodScrape.of("""
                        HTTP/1.0 200 OK\r
                        Content-Type: text/plain\r
                        \r
                        redis_up 0
                        last_error{err="dial tcp: connection refused, timed out"} 1

                        exit=0
                        """)).isEqualTo(new PodScrape(null, "2 samples"));
    }

    @Test
    void whatIsNoPageIsToldApart() {
        assertThat(PodScrape.of("HTTP/1.0 404 Not Found\r\n\r\n404\nexit=0\n"))
                .isEqualTo(new PodScrape(Cause.METRICS_NOT_PROMETHEUS, "HTTP/1.0 404 Not Found"));
        assertThat(PodScrape.of("HTTP/1.1 200 OK\r\n\r\n<html>\n</html>\n\nexit=0\n"))
                .isEqualTo(new PodScrape(Cause.METRICS_NOT_PROMETHEUS, "<html>"));
        assertThat(PodScrape.of("-ERR wrong number of arguments for 'get' command\r\n\nexit=124\n"))
                .isEqualTo(new PodScrape(
                        Cause.METRICS_NOT_PROMETHEUS, "-ERR wrong number of arguments for 'get' command"));
    }

    @Test
    void refusedSilentAndLostAreThreeThings() {
        assertThat(PodScrape.of("bash: connect: Connection refused\n\nexit=1\n"))
                .isEqualTo(new PodScrape(Cause.CONNECTION_REFUSED, "connection refused"));
        assertThat(PodScrape.of("\nexit=124\n"))
                .isEqualTo(new PodScrape(Cause.CONNECTION_TIMED_OUT, "no answer within 10 s"));
        assertThat(PodScrape.of("\nexit=0\n"))
                .isEqualTo(new PodScrape(Cause.CONNECTION_LOST, "the connection closed without an answer"));
        assertThat(PodScrape.of("bash: connect: No route to host\n\nexit=1\n"))
                .isEqualTo(new PodScrape(Cause.CONNECTION_LOST, "bash: connect: No route to host"));
    }

    @Test
    void anImageWithoutAnyToolCannotAsk() {
        assertThatExceptionOfType(CheckSkippedException.class)
                .isThrownBy(() -> PodScrape.of("no tool\n\nexit=0\n"))
                .satisfies(skipped ->
                        assertThat(skipped.reason()).isEqualTo("requires: a client image with bash, wget or curl"));
    }

    @Test
    void aPathIsNoPartOfTheScript() {
        assertThat(PodScrape.script("10.0.0.1", 9121, "/m'; reboot; '")).contains("path='/m'\\''; reboot; '\\'''\n");
        assertThat(PodScrape.script("fd00::1", 9121, "/metrics")).contains("url='http://[fd00::1]:9121/metrics'");
    }
}
