// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class MetricsChecks {
    private MetricsChecks() {}

    public static List<Check> all() {
        return List.of(
                new MetricsScraped(),
                new ExporterSeesRedis(),
                new ExporterWatchesThisRedis(),
                new ExporterCountsCommands());
    }
}
