package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.redis.RedisSockets;
import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.RedisRole;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.List;

/** Over one connection, as a page asks. */
public final class RedisAnswersInTime implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-answers-in-time",
                    Level.PROBE,
                    "From another pod, the median PING takes no longer than a page with a hundred questions can bear.",
                    "Every page of the shop waits for its cache.")
            .needing(Need.REDIS, Need.SERVICE, Need.CLIENT_POD)
            .after(RedisAnswersByName.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    /** A page's worth. The median of so many does not mind that a CPU limit stops Redis for one of them. */
    private static final int PINGS = 100;

    @Override
    public void prove(ComponentScene it) {
        RedisSockets sockets =
                new RedisSockets(it.clientPodLetIn(), it.stack().settings().redis());
        RedisPaths paths = new RedisPaths(it);
        paths.services()
                .forEach(service -> paths.clusterIps(service)
                        .forEach(address -> it.note(inTime(address, sockets.pingMicros(address, PINGS)))));
    }

    static String inTime(Address address, List<Long> micros) {
        List<Long> sorted = micros.stream().sorted().toList();
        if (sorted.size() < PINGS) {
            throw new Unproven(Finding.of(
                            Cause.REDIS_SILENT,
                            "Redis at %s answers only %d of %d PINGs.".formatted(address, sorted.size(), PINGS))
                    .likely("it hangs, or hung up"));
        }
        long median = sorted.get(PINGS / 2);
        String measured = "PING median %.2f ms, worst %.1f ms".formatted(median / 1e3, sorted.get(PINGS - 1) / 1e3);
        if (median > RedisRole.PING_BUDGET.toNanos() / 1000) {
            throw new Unproven(Finding.of(Cause.REDIS_SLOW, "Redis at %s takes too long for a PING.".formatted(address))
                    .expected("a median of at most %d ms".formatted(RedisRole.PING_BUDGET.toMillis()))
                    .seen(measured)
                    .likely("a CPU limit that is too low, a busy node, or slow scripts"));
        }
        return measured;
    }
}
