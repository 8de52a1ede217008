// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;

/** A second, as short as a TTL of SET EX can be. */
public final class RedisTtlExpires implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-ttl-expires",
                    Level.TALK,
                    "A key with a TTL is gone when its time is up.",
                    "Pages and locks live for ever: the shop shows old prices.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO)
            .judged(Concurrency.WAITING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** Redis looks at a key's TTL at every read, so that not even its lazy expiry may be late; two for a slow path. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it)
                .forEach(server -> server.withRedis(redis -> expires(redis, server.key("short-lived"), GRACE)));
    }

    static void expires(Redis redis, String key, Duration grace) {
        redis.expect("OK", "SET", key, "gone in a second", "EX", "1");
        boolean gone = Poll.REMOTE.until(grace.plusSeconds(1), () -> redis.number("EXISTS", key) == 0);
        if (!gone) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.KEY_OUTLIVES_TTL,
                            "A key with a TTL of 1 s is still in Redis in %s.".formatted(redis.title()))
                    .expected("gone within %d s".formatted(grace.toSeconds() + 1))
                    .seen("TTL " + redis.number("TTL", key)));
        }
    }
}
