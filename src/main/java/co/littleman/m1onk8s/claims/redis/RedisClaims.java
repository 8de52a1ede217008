package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class RedisClaims {
    private RedisClaims() {}

    public static List<Claim> all() {
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
