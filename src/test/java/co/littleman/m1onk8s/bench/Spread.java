// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.util.List;
import java.util.Locale;

/** The median, the minimum and the maximum of some numbers. */
record Spread(double median, double min, double max) {
    /** Of at least one number; the median of an even count is the mean of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** The line over some of {@link #row}. */
    static String heading(String name, String what) {
        return String.format(Locale.ROOT, "%-32s %8s %8s %8s   (%s)", name, "median", "min", "max", what);
    }

    /** A line of a table. */
    String row(String name) {
        return String.format(Locale.ROOT, "%-32s %8.2f %8.2f %8.2f", name, median, min, max);
    }
}
