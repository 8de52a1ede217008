// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;

/** The first word to Redis: all that is asked of it later depends on this answer. */
public final class RedisAnswersPing implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-answers-ping",
                    Level.TALK,
                    "In each ready pod Redis answers PING with PONG: through a port-forward, or by way of the client pod.",
                    "Redis does not answer at all: it hangs, loads, wants a password, or listens elsewhere.")
            .requiring(RedisRequirement.REDIS)
            .after(RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it)
                .forEach(server -> server.withEachRedis(redis -> {
                    redis.expect("PONG", "PING");
                    server.learnKeys(redis);
                }));
    }
}
