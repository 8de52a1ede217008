// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** Live against live: the limit may come from a LimitRange, maxmemory from a file. */
public final class RedisMemoryFits implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-memory-fits",
                    Level.TALK,
                    "Redis has a maxmemory, which leaves a quarter of the container's limit for forks, buffers and fragments.",
                    "The kernel kills Redis where Redis would have evicted: a cold cache, at the worst moment.")
            .requiring(RedisRequirement.REDIS, Requirement.WORKLOAD)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /**
     * Percent of the limit that maxmemory may take. maxmemory counts the data; the process needs more for client
     * buffers, fragments and the pages that a fork copies.
     */
    private static final long SHARE = 75;

    private static final long MEBI = 1024 * 1024;

    /** What Redis counts as used before it has a key: about 0.9 MiB in 7.0, used_memory_startup in INFO memory. */
    private static final long EMPTY = MEBI;

    @Override
    public void check(ComponentContext it) {
        for (RedisContext server : RedisContext.each(it)) {
            for (Pod pod : it.readyPods()) {
                long limit = limit(pod, server.redis().container().map(Container::getName))
                        .orElse(0L);
                server.withRedis(
                        pod, redis -> fits(redis.title(), Long.parseLong("0" + redis.config("maxmemory")), limit));
            }
        }
    }

    static void fits(String redis, long maxmemory, long limit) {
        if (maxmemory == 0) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.MEMORY_UNBOUNDED, "Redis in %s has no maxmemory.".formatted(redis))
                    .expected(limit == 0 ? "a maxmemory" : "a maxmemory of at most " + mebi(limit * SHARE / 100))
                    .seen("maxmemory 0, container limit " + (limit == 0 ? "none" : mebi(limit)))
                    .likely("it grows until the kernel kills it; set --maxmemory"));
        }
        if (maxmemory < EMPTY) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.MEMORY_TOO_TIGHT,
                            "maxmemory of Redis in %s is less than an empty Redis needs: it keeps nothing."
                                    .formatted(redis))
                    .expected("more than " + mebi(EMPTY))
                    .seen("maxmemory %d bytes".formatted(maxmemory))
                    .likely("the unit was left out: 40 are 40 bytes, and 40mb are 40 MiB"));
        }
        if (limit > 0 && maxmemory > limit * SHARE / 100) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.MEMORY_TOO_TIGHT,
                            "maxmemory of Redis in %s is too close to the container's limit.".formatted(redis))
                    .expected("at most " + mebi(limit * SHARE / 100))
                    .seen("maxmemory %s, container limit %s".formatted(mebi(maxmemory), mebi(limit)))
                    .likely("the limit was lowered, or comes from a LimitRange of the namespace"));
        }
    }

    /** The memory limit of a container, as it is on the pod; empty for none. */
    static Optional<Long> limit(Pod pod, Optional<String> container) {
        return pod.getSpec().getContainers().stream()
                .filter(one -> container.equals(Optional.of(one.getName())))
                .filter(one -> one.getResources() != null && one.getResources().getLimits() != null)
                .flatMap(one ->
                        Optional.ofNullable(one.getResources().getLimits().get("memory")).stream())
                .map(Quantity::getNumericalAmount)
                .map(Number::longValue)
                .findFirst();
    }

    private static String mebi(long bytes) {
        return bytes / MEBI + "Mi";
    }
}
