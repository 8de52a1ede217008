// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class RedisChecks {
    private RedisChecks() {}

    public static List<Check> all() {
        return List.of(
                new RedisAnswersPing(),
                new RedisIsMaster(),
                new RedisKeepsAKey(),
                new RedisVersionAsDeclared(),
                new RedisSelectsDatabases(),
                new RedisTtlExpires(),
                new RedisRunsLua(),
                new RedisAllowsCommands(),
                new RedisKeepsIdleConnections(),
                new RedisMemoryFits(),
                new RedisEvictionFits(),
                new RedisPersistenceFits(),
                new MagentoCacheWorks(),
                new RedisAnswersByName(),
                new EveryPathLeadsToRedis(),
                new FreshConnectionsAgree(),
                new RedisTakesABurst(),
                new RedisAnswersInTime());
    }
}
