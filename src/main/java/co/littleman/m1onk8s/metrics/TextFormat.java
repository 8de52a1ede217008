// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prometheus' text format: reads its samples, and finds the first line that is none, on an HTML page for example.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
public final class TextFormat {
    private static final String LABEL = "[a-zA-Z_]\\w*\\s*=\\s*\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
    private static final String VALUE = "[+-]?(?i:inf|nan|\\d+\\.?\\d*(?:e[+-]?\\d+)?|\\.\\d+(?:e[+-]?\\d+)?)";

    /** Name, labels, value, time; OpenMetrics, which Prometheus may be given as well, ends a line with an exemplar. */
    private static final Pattern SAMPLE =
            Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)\\s*(?:\\{\\s*(?<labels>(?:" + LABEL + "\\s*(?:,\\s*" + LABEL
                    + "\\s*)*+,?\\s*)?)\\}\\s*|\\s)(?<value>" + VALUE + ")(?:\\s+-?[\\d.]+)?(?:\\s+#.*)?\\s*");

    private static final Pattern ONE_LABEL =
            Pattern.compile("(?<name>[a-zA-Z_]\\w*)\\s*=\\s*\"(?<value>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\\"n])");

    private TextFormat() {}

    /** What keeps the page from being one of metrics: the first wrong line, or that there is no sample; else empty. */
    public static Optional<String> problem(String page) {
        Optional<String> wrong =
                lines(page).filter(line -> !SAMPLE.matcher(line).matches()).findFirst();
        return wrong.isPresent() || lines(page).findAny().isPresent() ? wrong : Optional.of("no sample at all");
    }

    /** The samples of a page; lines that are none are left out. */
    public static List<Sample> samples(String page) {
        return lines(page)
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(TextFormat::sample)
                .toList();
    }

    private static Stream<String> lines(String page) {
        return page.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static Sample sample(Matcher line) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = ONE_LABEL.matcher(Objects.requireNonNullElse(line.group("labels"), ""));
        while (label.find()) {
            labels.put(label.group("name"), unescaped(label.group("value")));
        }
        return new Sample(line.group("name"), labels, number(line.group("value")));
    }

    /**
     * A backslash stands before a backslash, a quotation mark and the n of a line's end; before all else for itself.
     */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
    }

    private static double number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return lower.endsWith("nan") ? Double.NaN : Double.parseDouble(text);
    }
}
