// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A log line that looks like an error and harms nobody.
 *
 * @param text what it contains, as a regular expression
 * @param reason why it harms nobody
 * @param within how long after its container's start it is harmless
 */
public record BenignLogLine(Pattern text, String reason, Duration within) {
    private static final Duration ALWAYS = Duration.ofDays(365_000);

    /** A line that is always harmless. */
    public static BenignLogLine of(String text, String reason) {
        return new BenignLogLine(Pattern.compile(text), reason, ALWAYS);
    }

    /** A line that is harmless only so soon after its container's start. */
    public static BenignLogLine atStart(String text, String reason, Duration within) {
        return new BenignLogLine(Pattern.compile(text), reason, within);
    }

    /** True if this is what the line says, so long after its container's start. */
    public boolean covers(String line, Duration sinceStart) {
        return text.matcher(line).find() && sinceStart.compareTo(within) <= 0;
    }
}
