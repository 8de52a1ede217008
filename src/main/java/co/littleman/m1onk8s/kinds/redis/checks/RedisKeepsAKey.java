// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;

/** One key, written, read, and taken away again. */
public final class RedisKeepsAKey implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-keeps-a-key",
                    Level.TALK,
                    "Redis takes a key with a TTL that is set once (SET NX EX), gives it back, and deletes it.",
                    "Redis answers, and still keeps nothing: it is full, read-only, or may not write.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it)
                .forEach(server -> server.withRedis(redis ->
                        keeps(redis, server.key("kept"), it.stack().run().value())));
    }

    static void keeps(Redis redis, String key, String value) {
        redis.expect("OK", "SET", key, value, "NX", "EX", Redis.KEY_SECONDS);
        redis.expect(value, "GET", key);
        long ttl = redis.number("TTL", key);
        if (ttl < 1 || ttl > Long.parseLong(Redis.KEY_SECONDS)) {
            throw redis.wrongAnswer("TTL " + key, "1 to " + Redis.KEY_SECONDS, String.valueOf(ttl));
        }
        redis.expect("1", "DEL", key);
    }
}
