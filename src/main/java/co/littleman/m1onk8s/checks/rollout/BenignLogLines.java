// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lines that look like errors and harm nobody, each with the reason why. */
enum BenignLogLines {
    OVERCOMMIT("overcommit", "a setting of the node, which only background saves under pressure depend on"),
    HUGE_PAGES("Transparent Huge Pages", "a setting of the node, which costs latency and breaks nothing"),
    NO_CONFIG_FILE("no config file specified", "the settings come as arguments"),
    PID_FILE("Failed to write PID file", "nobody reads it: the kubelet knows the process"),
    NO_IPV6("Could not create server TCP listening socket ::", "pods without IPv6 have no such address to listen on"),
    ARM_KERNEL_TEST("Failed to test the kernel for a bug", "a test of Redis on ARM that a container may not run"),
    PROBE_WITHOUT_TLS(
            "Error accepting a client connection: (\\(null\\)|error:\\w+:SSL routines::unexpected eof while reading)",
            "a TCP probe, or this suite's own dialling, hangs up before the handshake"),
    FIRST_CONNECTION(
            "Couldn't connect to redis instance", "an exporter may be up before Redis is", Duration.ofSeconds(30));

    private final Pattern text;
    private final String reason;
    private final Duration within;

    BenignLogLines(String text, String reason) {
        this(text, reason, Duration.ofDays(365_000));
    }

    /** Harmless only so soon after the container's start. */
    BenignLogLines(String text, String reason, Duration within) {
        this.text = Pattern.compile(text);
        this.reason = reason;
        this.within = within;
    }

    /** True if one of them is what the line says, so long after its container's start. */
    static boolean covers(String line, Duration sinceStart) {
        return Stream.of(values())
                .anyMatch(known -> known.text.matcher(line).find() && sinceStart.compareTo(known.within) <= 0);
    }

    /** Why it harms nobody. */
    String reason() {
        return reason;
    }
}
