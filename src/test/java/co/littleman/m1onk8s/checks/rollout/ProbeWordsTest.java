// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH Authentication required. | the probe does not know Redis' password; redis-cli takes it from REDISCLI_AUTH in the container's environment",
                "AUTH failed: WRONGPASS invalid username-password pair | the probe logs in with another password or user than Redis has",
                "NOPERM this user has no permissions to run the 'ping' command | the ACL user of the probe may not do what it asks",
                "exec: \"valkey-cli\": executable file not found in $PATH | the image has no such command",
                "HTTP probe failed with statuscode: 404 | the probe asks for a path that is not served, or not to everybody",
                "http: server gave HTTP response to HTTPS client | the probe asks by HTTPS, and the port speaks HTTP",
                "dial tcp 10.42.0.9:9999: connect: connection refused | nothing listens on the port that the probe asks",
                "exit code 1 | ''",
            })
    void wordsOfAProbe(String words, String likely) {
        assertThat(ProbeWords.likely(words)).isEqualTo(likely);
    }

    @Test
    void theLastFailureOfAContainersStartupOrReadinessIsTold() {
        List<Event> events = List.of(
                event("redis", "Readiness probe failed: first", "10:00:01"),
                event("redis", "Readiness probe failed: last", "10:00:03"),
                event("redis", "Liveness probe failed: of another kind", "10:00:04"),
                event("exporter", "Readiness probe failed: of another container", "10:00:05"));

        assertThat(UnreadyProbe.last(events, "redis").map(Event::getMessage)).contains("Readiness probe failed: last");
        assertThat(UnreadyProbe.last(events, "other")).isEmpty();
    }

    private static Event event(String container, String message, String at) {
        return Serialization.unmarshal("""
                reason: Unhealthy
                message: "%s"
                lastTimestamp: "2026-11-23T%sZ"
                involvedObject: {fieldPath: "spec.containers{%s}"}
                """.formatted(message, at, container), Event.class);
    }
}
