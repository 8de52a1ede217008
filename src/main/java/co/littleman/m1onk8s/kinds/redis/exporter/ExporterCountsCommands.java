// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.metrics.MetricsPage;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;

/** Metrics that are there may still be old, or somebody else's: what we do must show in them. */
public final class ExporterCountsCommands implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "exporter-counts-commands",
                    Level.TALK,
                    "What is written to Redis shows in the exporter's count of SET commands.",
                    "Graphs of the load stand still, or show a load that is not there.")
            .requiring(RedisRequirement.EXPORTER)
            .after(ExporterWatchesThisRedis.INFO);

    /** So many that a stray write of somebody else is not taken for ours, so few that nobody notices them. */
    private static final int WRITES = 20;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        Pod pod = Exporter.pods(it).get(0);
        RedisContext server = Exporter.watched(it);
        server.withRedis(
                pod,
                redis -> Exporter.of(
                        it,
                        pod,
                        page -> it.note("%d SETs written, %.0f counted"
                                .formatted(
                                        WRITES,
                                        counted(
                                                redis,
                                                page,
                                                server.key("counted"),
                                                pod.getMetadata().getName())))));
    }

    private static double counted(Redis redis, MetricsPage page, String key, String pod) {
        double before = sets(page);
        for (int i = 0; i < WRITES; i++) {
            redis.expect("OK", "SET", key, String.valueOf(i), "EX", Redis.KEY_SECONDS);
        }
        double counted = sets(page) - before;
        redis.number("DEL", key);
        if (counted < WRITES) {
            throw new CheckFailedException(finding(counted, pod));
        }
        return counted;
    }

    /** The label's value is the command as INFO commandstats has it, in lower case. */
    private static double sets(MetricsPage page) {
        return page.scrape().count("redis_commands_total", "cmd", "set");
    }

    static Finding finding(double counted, String pod) {
        return Finding.of(
                        RedisCause.EXPORTER_MISCOUNTS,
                        "Of %d SETs to the Redis in pod %s its exporter counts %.0f.".formatted(WRITES, pod, counted))
                .expected("redis_commands_total{cmd=\"set\"} to grow by at least " + WRITES)
                .seen("%.0f".formatted(counted))
                .likely(
                        "what answers shows an older page, or counts something else, or somebody resets Redis' statistics (CONFIG RESETSTAT)");
    }
}
