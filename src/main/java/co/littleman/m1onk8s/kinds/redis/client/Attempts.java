// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client wrote down while it asked Redis again and again.
 *
 * @param all in the order in which they were made
 */
public record Attempts(List<Attempt> all) {
    /** A line such as {@code 123450 held}; the last may be cut off. */
    private static final Pattern LINE = Pattern.compile("(\\d+) (held|lost|answer|none)");

    /**
     * One of them.
     *
     * @param millis on the client's clock, when it ended
     * @param held over the connection that was held, and not over a new one
     */
    public record Attempt(long millis, boolean answered, boolean held) {}

    public Attempts {
        all = List.copyOf(all);
    }

    static Attempts parse(String log) {
        List<Attempt> attempts = new ArrayList<>();
        for (String line : log.lines().toList()) {
            Matcher matcher = LINE.matcher(line.trim());
            if (matcher.matches()) {
                String word = matcher.group(2);
                attempts.add(new Attempt(
                        Long.parseLong(matcher.group(1)),
                        word.equals("held") || word.equals("answer"),
                        word.equals("held") || word.equals("lost")));
            }
        }
        return new Attempts(attempts);
    }

    public int count() {
        return all.size();
    }

    /** True if one of those after the first {@code n} was answered. */
    public boolean isAnsweredAfter(int n) {
        return all.stream().skip(n).anyMatch(Attempt::answered);
    }

    /** True if the client held a connection at all. */
    public boolean hasHeld() {
        return all.stream().anyMatch(Attempt::held);
    }

    /** Attempts that got no answer. */
    public long unanswered() {
        return all.stream().filter(attempt -> !attempt.answered()).count();
    }

    /**
     * The longest time without an answer, in milliseconds: from the last answer before it to the first after it, or to
     * the last attempt if none followed. 0 if every attempt was answered.
     */
    public long gapMillis() {
        long longest = 0;
        long lastAnswer = all.isEmpty() ? 0 : all.get(0).millis();
        boolean open = false;
        for (Attempt attempt : all) {
            if (!attempt.answered() || open) {
                longest = Math.max(longest, attempt.millis() - lastAnswer);
            }
            open = !attempt.answered();
            lastAnswer = attempt.answered() ? attempt.millis() : lastAnswer;
        }
        return longest;
    }
}
