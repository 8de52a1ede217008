// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.disruption.ReadyPod;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.checks.RedisKeepsAKey;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;

/** One save by hand, as an operator, a backup or a replica would start it. */
public final class RedisSavesInBackground implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-saves-in-background",
                    Level.DISRUPT,
                    "BGSAVE ends well, and Redis takes writes afterwards.",
                    "The first save, by hand or by Redis' default save points, makes Redis refuse all writes (MISCONF).")
            .requiring(RedisRequirement.REDIS, Requirement.RESTARTS)
            .after(PodsStayCalm.INFO, RedisAnswersPing.INFO, RedisKeepsAKey.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ReadyPod.disturb(INFO, it, () -> disturb(it));
    }

    private static void disturb(ComponentContext it) {
        RedisContext.each(it).forEach(server -> disturb(it, server));
    }

    private static void disturb(ComponentContext it, RedisContext server) {
        server.withRedis(ReadyPod.awaitPod(it), redis -> {
            CommandDenied.skips("save (BGSAVE)", () -> {
                BackgroundSave save = new BackgroundSave(redis, it.workload());
                it.note("saved in %.1f s".formatted(save.run() / 1000.0));
            });
            redis.expect("OK", "SET", server.key("after-save"), it.stack().run().value(), "EX", Redis.KEY_SECONDS);
        });
    }
}
