package co.littleman.m1onk8s.claims.metrics;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class MetricsClaims {
    private MetricsClaims() {}

    public static List<Claim> all() {
        return List.of(
                new MetricsScraped(),
                new ExporterSeesRedis(),
                new ExporterWatchesThisRedis(),
                new ExporterCountsCommands());
    }
}
