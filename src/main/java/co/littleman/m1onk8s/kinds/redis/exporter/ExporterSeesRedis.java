// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.ContainersReady;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.metrics.MetricsPage;
import co.littleman.m1onk8s.metrics.Scrape;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.util.Optional;

/** An exporter that answers, and whose probe passes, may still be blind: it says so in redis_up alone. */
public final class ExporterSeesRedis implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "exporter-sees-redis",
                    Level.TALK,
                    "The metrics exporter reports redis_up 1.",
                    "Prometheus is told that Redis is down while it serves, and nothing about its memory or evictions.")
            .requiring(RedisRequirement.EXPORTER)
            .after(ContainersReady.INFO, RedisAnswersPing.INFO);

    /**
     * What redis_exporter 1.45 says after any error of a {@code redis://} address, a refused login among them: it tries
     * once more, with the scheme for a network, and tells of that.
     */
    private static final String AFTER_ANY_ERROR = "unknown network";

    /** Under its CPU limit an exporter may be too slow for its own connection once; not for five seconds. */
    private static final Duration ONE_SLOW_SCRAPE = Duration.ofSeconds(5);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        String address = Exporter.address(it.component());
        Exporter.pods(it)
                .forEach(pod -> Exporter.of(it, pod, page -> {
                    Poll.REMOTE.until(ONE_SLOW_SCRAPE, () -> sees(page).isEmpty());
                    sees(page).ifPresent(scrape -> {
                        throw new CheckFailedException(
                                finding(scrape, pod.getMetadata().getName(), it.workload(), address));
                    });
                }));
    }

    /** The scrape that does not see Redis, if it does not. */
    private static Optional<Scrape> sees(MetricsPage page) {
        return Optional.of(page.scrape()).filter(scrape -> !isUp(scrape));
    }

    static boolean isUp(Scrape scrape) {
        if (scrape.samples().stream().noneMatch(sample -> sample.name().startsWith("redis_"))) {
            // A port named metrics beside Redis that speaks of something else.
            throw new CheckSkippedException(SkipReason.REQUIREMENT, RedisRequirement.EXPORTER.words());
        }
        return scrape.first("redis_up").filter(up -> up.value() == 1).isPresent();
    }

    static Finding finding(Scrape scrape, String pod, Workload workload, String address) {
        String error = scrape.first("redis_exporter_last_scrape_error")
                .map(sample -> sample.labels().getOrDefault("err", ""))
                .orElse("");
        return Finding.of(
                        RedisCause.EXPORTER_SEES_NO_REDIS,
                        "The exporter in pod %s answers, and sees no Redis: redis_up is %s."
                                .formatted(pod, scrape.first("redis_up").isPresent() ? "0" : "not there"))
                .expected("redis_up 1")
                .seen(error.isEmpty() ? "redis_up 0, without an error" : error)
                .detail("REDIS_ADDR", address, workload.file())
                .likely(likely(error))
                .next("kubectl -n %s logs %s --all-containers".formatted(workload.namespace(), pod));
    }

    private static String likely(String error) {
        if (error.contains("NOAUTH") || error.contains("WRONGPASS") || error.contains("NOPERM")) {
            return "Redis wants a password or user that the exporter does not have";
        }
        if (error.contains(AFTER_ANY_ERROR)) {
            return "Redis refuses it, for a password or user that it does not have, or REDIS_ADDR is not where Redis listens;"
                    + " the exporter has the same words for both";
        }
        return error.contains("dial") || error.contains("refused") || error.contains("no such host")
                ? "REDIS_ADDR is not where Redis listens"
                : "";
    }
}
