// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.metrics.MetricsPage;
import co.littleman.m1onk8s.metrics.Scrape;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;

/** Every start of Redis draws a run_id of its own; the exporter passes it on. */
public final class ExporterWatchesThisRedis implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "exporter-watches-this-redis",
                    Level.TALK,
                    "The run_id that the exporter reports is that of the Redis in its own pod.",
                    "The metrics of one pod are those of another Redis, and hide what becomes of this one.")
            .requiring(RedisRequirement.EXPORTER)
            .after(ExporterSeesRedis.INFO);

    /**
     * An exporter that watches a Service is led to any pod behind it, anew for each scrape: of two pods the wrong one
     * stays unseen in four looks at one of them once in 16 times, and at both once in 256.
     */
    private static final int LOOKS = 4;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        Exporter.pods(it)
                .forEach(pod -> Exporter.watched(it).withRedis(pod, redis -> {
                    String own = redis.info("server").getOrDefault("run_id", "").strip();
                    Exporter.of(it, pod, page -> watches(it, pod, page, own));
                }));
    }

    private static void watches(ComponentContext it, Pod pod, MetricsPage page, String own) {
        for (int look = 0; look < LOOKS; look++) {
            String reported = reported(page.scrape());
            if (!reported.equals(own)) {
                throw new CheckFailedException(finding(
                        own, reported, pod.getMetadata().getName(), it.workload(), Exporter.address(it.component())));
            }
        }
        it.note("run_id %s, %d times".formatted(own, LOOKS));
    }

    static String reported(Scrape scrape) {
        return scrape.first("redis_instance_info")
                .map(info -> info.labels().getOrDefault("run_id", ""))
                .filter(id -> !id.isEmpty())
                .orElseThrow(
                        () -> new CheckSkippedException(SkipReason.REQUIREMENT, "an exporter that reports a run_id"));
    }

    static Finding finding(String own, String reported, String pod, Workload workload, String address) {
        return Finding.of(
                        RedisCause.EXPORTER_WATCHES_ANOTHER_REDIS,
                        "The exporter in pod %s watches another Redis than the one beside it.".formatted(pod))
                .expected("run_id " + own)
                .seen("run_id " + reported)
                .detail("REDIS_ADDR", address, workload.file())
                .likely("REDIS_ADDR is the name of a Service or another pod; the Redis beside it is at localhost")
                .next("kubectl -n %s get %s -o yaml".formatted(workload.namespace(), workload.reference()));
    }
}
