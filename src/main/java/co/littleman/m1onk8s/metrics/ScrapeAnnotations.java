package co.littleman.m1onk8s.metrics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The annotations by which Prometheus' well-known example configuration finds what to scrape.
 *
 * @param wanted whether it is to be scraped at all
 * @param port where; null for every port that there is, which is also what a port that is no number comes to
 */
public record ScrapeAnnotations(boolean wanted, @Nullable Integer port, String path, boolean tls) {
    private static final String PREFIX = "prometheus.io/";

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
