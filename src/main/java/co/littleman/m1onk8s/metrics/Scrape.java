// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricDataParser;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;

/** The counters and gauges of one page of metrics. */
public record Scrape(List<Sample> samples) {
    public Scrape {
        samples = List.copyOf(samples);
    }

    /** Reads a page that is in the format; see {@link TextFormat}. */
    public static Scrape of(String page) {
        // The library knows no untyped metrics and breaks on them; a gauge is what they come to.
        byte[] bytes =
                page.replaceAll("(?m)^(# TYPE \\S+) untyped\\s*$", "$1 gauge").getBytes(StandardCharsets.UTF_8);
        List<Sample> samples = new ArrayList<>();
        TextPrometheusMetricDataParser parser = new TextPrometheusMetricDataParser(new ByteArrayInputStream(bytes));
        try {
            for (MetricFamily family = parser.parse(); family != null; family = parser.parse()) {
                family.getMetrics().forEach(metric -> add(metric, samples));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(samples);
    }

    private static void add(Metric metric, List<Sample> samples) {
        if (metric instanceof Gauge gauge) {
            samples.add(new Sample(gauge.getName(), gauge.getLabels(), gauge.getValue()));
        }
        if (metric instanceof Counter counter) {
            samples.add(new Sample(counter.getName(), counter.getLabels(), counter.getValue()));
        }
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
