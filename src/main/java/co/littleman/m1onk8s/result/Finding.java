// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import co.littleman.m1onk8s.settings.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Why a check does not hold, in a form that helps at night: what was expected, what was seen, the likely reason and
 * the next command to type.
 *
 * @param reason one sentence that names the thing and what is wrong with it
 * @param next the next command or step
 */
public record Finding(
        Cause cause, String reason, String expected, String seen, List<Detail> details, String likely, String next) {

    public Finding {
        details = List.copyOf(details);
    }

    /** Starts a finding; what is not said stays empty and is left out of the message. */
    public static Finding of(Cause cause, String reason) {
        return new Finding(cause, reason, "", "", List.of(), "", "");
    }

    public Finding expected(String text) {
        return new Finding(cause, reason, text, seen, details, likely, next);
    }

    public Finding seen(String text) {
        return new Finding(cause, reason, expected, text, details, likely, next);
    }

    public Finding detail(String label, String value) {
        return detail(label, value, "");
    }

    public Finding detail(String label, String value, String where) {
        List<Detail> more = new ArrayList<>(details);
        more.add(new Detail(label, value, where));
        return new Finding(cause, reason, expected, seen, more, likely, next);
    }

    public Finding detail(String label, String value, Place where) {
        return detail(label, value, where.toString());
    }

    public Finding likely(String text) {
        return new Finding(cause, reason, expected, seen, details, text, next);
    }

    public Finding next(String text) {
        return new Finding(cause, reason, expected, seen, details, likely, text);
    }

    /** The same, with its next step as it is to be typed where this was found. */
    public Finding typed(UnaryOperator<String> words) {
        return next(words.apply(next));
    }

    /** The whole finding as a person reads it: the reason, then one aligned line for each thing known. */
    public String message() {
        List<Detail> lines = new ArrayList<>();
        lines.add(new Detail("expected", expected, ""));
        lines.add(new Detail("seen", seen, ""));
        lines.addAll(details);
        lines.add(new Detail("likely", likely, ""));
        lines.add(new Detail("look", next, ""));
        lines.removeIf(line -> line.value().isBlank());

        int labels =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        int values = details.stream()
                .filter(detail -> !detail.where().isEmpty())
                .mapToInt(detail -> detail.value().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(reason);
        for (Detail line : lines) {
            String value = line.value().strip().replace("\n", "\n" + " ".repeat(labels + 5));
            text.append("\n  ").append(padded(line.label(), labels)).append("   ");
            text.append(line.where().isEmpty() ? value : padded(value, values) + "   " + line.where());
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
