// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisRefusal;
import co.littleman.m1onk8s.kinds.redis.client.RedisSockets;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All are held open until each was asked. */
public final class RedisTakesABurst implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-takes-a-burst",
                    Level.PROBE,
                    "Redis takes as many connections at once as Magento's workers open, and answers each.",
                    "Under load some workers get no cache: maxclients, or a file limit, is too low.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(RedisAnswersByName.INFO)
            .judged(Concurrency.MEASURING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisSockets sockets =
                new RedisSockets(it.clientPodLetIn(), RedisContext.of(it).access());
        for (RedisComponent redis : RedisComponent.each(it.component())) {
            RedisPaths paths = new RedisPaths(it, redis);
            paths.services()
                    .forEach(service -> paths.clusterIps(service)
                            .forEach(address -> answersAll(address, sockets.burst(address, RedisRole.POOL))));
        }
    }

    static void answersAll(Address address, List<String> replies) {
        Map<String, Long> counts = new TreeMap<>(
                replies.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        long answered = counts.getOrDefault("+PONG", 0L);
        if (answered < RedisRole.POOL) {
            String refusal = counts.keySet().stream()
                    .filter(reply -> reply.startsWith("-"))
                    .findFirst()
                    .orElse("");
            Cause cause = refusal.isEmpty() ? Cause.CONNECTION_LOST : RedisRefusal.cause(refusal);
            throw new CheckFailedException(Finding.of(
                            cause,
                            "Of %d connections at once, Redis at %s answers %d."
                                    .formatted(RedisRole.POOL, address, answered))
                    .expected("%d times +PONG".formatted(RedisRole.POOL))
                    .seen(counts.entrySet().stream()
                            .map(entry -> entry.getValue() + " times " + entry.getKey())
                            .collect(Collectors.joining(", ")))
                    .likely(RedisRefusal.likely(cause)));
        }
    }
}
