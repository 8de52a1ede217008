// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.Map;

/** INFO tells what a refused write would tell later. */
public final class RedisIsMaster implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-is-master",
                    Level.TALK,
                    "Redis is a master that takes writes: not a replica, not loading, its last save did not fail.",
                    "Writes of the shop are refused, now or at the next failed save.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it).forEach(server -> server.withEachRedis(RedisIsMaster::takesWrites));
    }

    static void takesWrites(Redis redis) {
        Map<String, String> replication = redis.info("replication");
        if (!"master".equals(replication.get("role"))) {
            throw new CheckFailedException(
                    Finding.of(RedisCause.REDIS_IS_REPLICA, "Redis in %s is a replica.".formatted(redis.title()))
                            .expected("role:master")
                            .seen("role:%s of %s:%s"
                                    .formatted(
                                            replication.get("role"),
                                            replication.get("master_host"),
                                            replication.get("master_port")))
                            .likely("a replicaof in its arguments or its redis.conf; clients of a cache write to it"));
        }
        Map<String, String> persistence = redis.info("persistence");
        if ("1".equals(persistence.get("loading"))) {
            throw new CheckFailedException(
                    Finding.of(RedisCause.REDIS_LOADING, "Redis in %s is loading.".formatted(redis.title()))
                            .expected("loading:0")
                            .seen("loading:1"));
        }
        for (String field : new String[] {"rdb_last_bgsave_status", "aof_last_write_status"}) {
            if ("err".equals(persistence.get(field))) {
                throw new CheckFailedException(Finding.of(
                                RedisCause.REDIS_MISCONF,
                                "The last save of Redis in %s failed.".formatted(redis.title()))
                        .expected(field + ":ok")
                        .seen(field + ":err")
                        .likely("no room, or no right to write in its directory; Redis then refuses writes"));
            }
        }
    }
}
