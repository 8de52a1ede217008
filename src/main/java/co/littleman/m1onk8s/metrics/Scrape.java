// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.util.List;
import java.util.Optional;

/** The samples of one page of metrics. */
public record Scrape(List<Sample> samples) {
    public Scrape {
        samples = List.copyOf(samples);
    }

    /** Reads a page; lines that are not in the format are left out, see {@link TextFormat#problem}. */
    public static Scrape of(String page) {
        return new Scrape(TextFormat.samples(page));
    }

    /** The first sample of that name. */
    public Optional<Sample> first(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).findFirst();
    }

    /** The sample of that name with that label; 0 if it was never counted. */
    public double count(String name, String label, String value) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name)
                        && value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .sum();
    }
}
