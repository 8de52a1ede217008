// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.kinds.Kinds;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a line of a log reports an error. A line that states its level is taken at its word; one that does not is an
 * error only if it begins like one. That the word occurs somewhere says nothing: "0 errors" is good news.
 */
final class LogLine {
    private static final Set<String> ERROR_LEVELS = Set.of(
            "error", "err", "fatal", "panic", "dpanic", "critical", "crit", "severe", "alert", "emerg", "emergency");

    private static final String ANY_LEVEL =
            "(?<level>trace|debug|info|information|notice|log|warn|warning|" + String.join("|", ERROR_LEVELS) + ")";

    /** {@code level=error msg="…"}, as Go's loggers write. */
    private static final Pattern KEY_VALUE =
            Pattern.compile("(?i)(?:^|\\s)(?:level|lvl|severity)=\"?" + ANY_LEVEL + "\"?(?=\\s|$)");
    /** {@code {"level": "error", …}}, in any of the usual keys. */
    private static final Pattern JSON = Pattern.compile(
            "(?i)^\\{.*?\"(?:level|lvl|severity|log\\.level|levelname)\"\\s*:\\s*\"" + ANY_LEVEL + "\"");
    /** {@code E1123 16:37:58.882000 …}, as Kubernetes' own programs write. */
    private static final Pattern KLOG = Pattern.compile("^(?<letter>[IWEF])\\d{4} \\d\\d:\\d\\d:\\d\\d");
    /** {@code 2026-11-23 16:37:58 [main] ERROR …}: at most time, thread and process stand before the level. */
    private static final Pattern LEADING = Pattern.compile(
            "^(?:[\\[(]?\\d[\\d:.,/TZ+-]*[\\])]?\\s+){0,3}(?:\\[[^\\]]*\\]\\s+){0,2}(?<word>[A-Z]+)(?:\\s*[:|\\]-]|\\s+\\S)");
    /** {@code 2026/11/23 16:37:58 [error] 7#7: …}, as nginx writes, and {@code [core:error]}, as Apache does. */
    private static final Pattern BRACKETED =
            Pattern.compile("(?i)^(?:[\\[(]?\\d[\\d:.,/TZ+-]*[\\])]?\\s+){0,3}(?:\\[[^\\]]*\\]\\s+){0,2}\\[(?:\\w+:)?"
                    + ANY_LEVEL + "\\]");
    /** {@code error: …}, {@code panic: …}, and how a stack trace begins. */
    private static final Pattern BEGINNING =
            Pattern.compile("(?i)^(error|fatal error|fatal|panic):\\s(?!0\\b|no |none).+"
                    + "|^exception in thread .*|^traceback \\(most recent call last\\):.*|^segmentation fault.*");

    private LogLine() {}

    static boolean isError(String line) {
        return Kinds.all().stream()
                .flatMap(kind -> kind.log().isError(line).stream())
                .findFirst()
                .orElseGet(() -> isGeneralError(line));
    }

    private static boolean isGeneralError(String line) {
        Matcher klog = KLOG.matcher(line);
        if (klog.find()) {
            return "EF".contains(klog.group("letter"));
        }
        for (Pattern stated : new Pattern[] {JSON, KEY_VALUE, BRACKETED}) {
            Matcher level = stated.matcher(line);
            if (level.find()) {
                return isErrorLevel(level.group("level"));
            }
        }
        Matcher leading = LEADING.matcher(line);
        return (leading.find() && isErrorLevel(leading.group("word")))
                || BEGINNING.matcher(line).matches();
    }

    private static boolean isErrorLevel(String word) {
        return ERROR_LEVELS.contains(word.toLowerCase(java.util.Locale.ROOT));
    }
}
