// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisSockets;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Over one connection, as a page asks. */
public final class RedisAnswersInTime implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-answers-in-time",
                    Level.PROBE,
                    "From another pod, a hundred PINGs, a page's worth, take no longer than a page can wait.",
                    "Every page of the shop waits for its cache.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(RedisAnswersByName.INFO)
            .judged(Concurrency.MEASURING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /**
     * A busy neighbour or a throttled moment spoils a page or two; a CPU limit that is too low spoils most, since
     * what it gives is used up by the first questions of each tenth of a second.
     */
    private static final int PAGES = 5;

    private static final long BUDGET_MICROS = RedisRole.PAGE_BUDGET.toNanos() / 1000;

    /** How often it is measured before it counts as slow, and from which multiple of the budget on at once. */
    private static final int TIMES = 3;

    private static final int FAR_TOO_SLOW = 3;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    @Override
    public void check(ComponentContext it) {
        RedisSockets sockets =
                new RedisSockets(it.clientPodLetIn(), RedisContext.of(it).access());
        for (RedisComponent redis : RedisComponent.each(it.component())) {
            RedisPaths paths = new RedisPaths(it, redis);
            paths.services()
                    .forEach(service ->
                            paths.clusterIps(service).forEach(address -> it.note(inTime(it, address, sockets))));
        }
    }

    /** A node that is busy for a moment answers in time a moment later; what a CPU limit costs, it costs each time. */
    private static String inTime(ComponentContext it, Address address, RedisSockets sockets) {
        for (int time = 1; ; time++) {
            List<Long> micros = sockets.pingMicros(address, PAGES * RedisRole.PAGE);
            if (time == TIMES || !isJustTooSlow(micros)) {
                return inTime(address, micros);
            }
            it.askedAgain(1);
            Poll.pass(A_MOMENT);
        }
    }

    /** Too slow, and not by so much that another measurement could only waste time. */
    static boolean isJustTooSlow(List<Long> micros) {
        if (micros.size() < PAGES * RedisRole.PAGE) {
            return false;
        }
        long median = pages(micros).get(PAGES / 2);
        return median > BUDGET_MICROS && median <= FAR_TOO_SLOW * BUDGET_MICROS;
    }

    static String inTime(Address address, List<Long> micros) {
        int all = PAGES * RedisRole.PAGE;
        if (micros.size() < all) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.REDIS_SILENT,
                            "Redis at %s answers only %d of %d PINGs.".formatted(address, micros.size(), all))
                    .likely("it hangs, or hung up"));
        }
        List<Long> pages = pages(micros);
        long median = pages.get(PAGES / 2);
        String measured = "%d PINGs in %.1f ms (median of %d times), %.1f ms at worst"
                .formatted(RedisRole.PAGE, median / 1e3, PAGES, pages.get(PAGES - 1) / 1e3);
        if (median > BUDGET_MICROS) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.REDIS_SLOW,
                            "Redis at %s makes every page wait for its cache.".formatted(address))
                    .expected("%d PINGs within %d ms".formatted(RedisRole.PAGE, RedisRole.PAGE_BUDGET.toMillis()))
                    .seen(measured)
                    .likely("a CPU limit that is too low, a busy node, or slow scripts"));
        }
        return measured;
    }

    /** Microseconds that each page takes, the quickest first. */
    private static List<Long> pages(List<Long> micros) {
        List<Long> pages = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            pages.add(micros.subList(page * RedisRole.PAGE, (page + 1) * RedisRole.PAGE).stream()
                    .mapToLong(Long::longValue)
                    .sum());
        }
        Collections.sort(pages);
        return pages;
    }
}
