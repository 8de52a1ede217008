// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a page is in Prometheus' text format at all. The library that reads samples drops in silence what it cannot
 * read, an HTML page for one; so each line is held against the format's grammar first.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
public final class TextFormat {
    private static final String LABEL = "[a-zA-Z_]\\w*\\s*=\\s*\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
    private static final String VALUE = "[+-]?(?i:inf|nan|\\d+\\.?\\d*(?:e[+-]?\\d+)?|\\.\\d+(?:e[+-]?\\d+)?)";

    /** Name, labels, value, time; OpenMetrics, which Prometheus may be given as well, ends a line with an exemplar. */
    private static final Pattern SAMPLE = Pattern.compile("[a-zA-Z_:][\\w:]*\\s*(?:\\{\\s*(?:" + LABEL + "\\s*(?:,\\s*"
            + LABEL + "\\s*)*+,?\\s*)?\\}\\s*|\\s)" + VALUE + "(?:\\s+-?[\\d.]+)?(?:\\s+#.*)?\\s*");

    private TextFormat() {}

    /** What keeps the page from being one of metrics: the first wrong line, or that there is no sample; else empty. */
    public static Optional<String> problem(String page) {
        Optional<String> wrong = page.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .filter(line -> !SAMPLE.matcher(line).matches())
                .findFirst();
        return wrong.isPresent() || samples(page) > 0 ? wrong : Optional.of("no sample at all");
    }

    /** How many samples a page in the format has. */
    public static long samples(String page) {
        return page.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();
    }
}
