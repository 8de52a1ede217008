// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotations by which Prometheus' well-known example configuration finds what to scrape.
 *
 * @param wanted whether it is to be scraped at all
 * @param port where; null for every port that there is, which is also what a port that is no number comes to
 */
public record ScrapeAnnotations(boolean wanted, @Nullable Integer port, String path, boolean tls) {
    private static final String PREFIX = "prometheus.io/";

    /** Values that people write for yes. Prometheus' rule compares with {@code true}, letter by letter. */
    private static final Set<String> MEANT = Set.of("true", "yes", "y", "on", "1", "enabled");

    /** The value of prometheus.io/scrape that means yes, and is not the one word that does. */
    public static Optional<String> misspelt(@Nullable Map<String, String> annotations) {
        return Optional.ofNullable(annotations)
                .map(all -> all.get(PREFIX + "scrape"))
                .filter(value ->
                        !value.equals("true") && MEANT.contains(value.strip().toLowerCase(Locale.ROOT)));
    }

    /** Reads the annotations of a Service or a pod, which may be null for none. */
    public static ScrapeAnnotations of(@Nullable Map<String, String> annotations) {
        Map<String, String> all = annotations == null ? Map.of() : annotations;
        String port = all.getOrDefault(PREFIX + "port", "");
        String path = all.getOrDefault(PREFIX + "path", "/metrics");
        return new ScrapeAnnotations(
                "true".equals(all.get(PREFIX + "scrape")),
                port.matches("\\d{1,5}") ? Integer.valueOf(port) : null,
                path.startsWith("/") ? path : "/" + path,
                "https".equals(all.get(PREFIX + "scheme")));
    }
}
