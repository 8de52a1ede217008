// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.TreeSet;

/** cache: tag sets have no TTL and must stay; session: nothing may go. */
public final class RedisEvictionFits implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-eviction-fits",
                    Level.TALK,
                    "Redis' maxmemory-policy is right for what Magento keeps there.",
                    "A full cache refuses writes or loses its tag sets; a full session store loses carts.")
            .requiring(RedisRequirement.ROLE)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.of(it)
                .withEachRedis(redis -> fits(
                        redis.title(),
                        redis.config("maxmemory-policy"),
                        RedisContext.of(it).role()));
    }

    static void fits(String redis, String policy, RedisRole role) {
        if (!role.policies().contains(policy)) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.EVICTION_POLICY_WRONG,
                            "maxmemory-policy of Redis in %s is %s, which is wrong for a %s."
                                    .formatted(redis, policy, role.word()))
                    .expected(String.join(" or ", new TreeSet<>(role.policies())))
                    .seen(policy)
                    .likely(likely(policy, role)));
        }
    }

    private static String likely(String policy, RedisRole role) {
        if (policy.equals("noeviction")) {
            return "Redis' default: once full, it refuses writes";
        }
        return role.keepsTags()
                ? "allkeys policies evict tag sets as well, and cleaning by tag then leaves stale pages"
                : "what is evicted is a lost session";
    }
}
