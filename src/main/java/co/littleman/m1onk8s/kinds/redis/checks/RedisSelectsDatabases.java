// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;

/** Magento uses 0 for its cache and 1 for full pages. */
public final class RedisSelectsDatabases implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-selects-databases",
                    Level.TALK,
                    "Databases 0 and 1 can be selected and written.",
                    "Magento's full page cache, on database 1 beside the cache on 0, finds no room.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    private static final List<String> DATABASES = List.of("0", "1");

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it).forEach(server -> server.withRedis(redis -> selects(redis, server.key("database"))));
    }

    static void selects(Redis redis, String key) {
        // Before anything is written: a Redis that refuses writes may lack a database as well, and that is another
        // fault.
        for (String database : DATABASES) {
            redis.expect("OK", "SELECT", database);
        }
        for (String database : DATABASES) {
            redis.expect("OK", "SELECT", database);
            redis.expect("OK", "SET", key, database, "EX", Redis.KEY_SECONDS);
            redis.expect(database, "GET", key);
            redis.expect("1", "DEL", key);
        }
    }
}
