// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.MagentoCache;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The story of a few pages, told with the commands of Magento's backend. */
public final class MagentoCacheWorks implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "magento-cache-works",
                    Level.TALK,
                    "Magento's cache protocol works on databases 0 and 1: save with tags, load, clean by tag, clean old.",
                    "Cleaning the cache leaves stale pages, or throws away too much, or fails.")
            .requiring(RedisRequirement.TAGGED_CACHE)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** An entry that ends in a tenth of a second is gone at the next look. */
    private static final Duration EXPIRY = Duration.ofSeconds(2);

    @Override
    public void check(ComponentContext it) {
        RedisContext.of(it).withRedis(redis -> {
            for (String database : List.of("0", "1")) {
                redis.expect("OK", "SELECT", database);
                works(redis, new MagentoCache(redis, RedisContext.of(it).key("magento:")), database);
            }
        });
    }

    static void works(Redis redis, MagentoCache cache, String database) {
        try {
            cache.save("home", "<home>", List.of("CMS", "STORE_1"));
            cache.save("shoes", "<shoes>", List.of("CATALOG", "STORE_1"));
            cache.save("boots", "<boots>", List.of("CATALOG"));
            cache.save("menu", "<menu>", List.of());
            expect(redis, database, "saving", "home", "<home>", cache.load("home"));
            cache.cleanMatching(List.of("CATALOG", "STORE_1"));
            expect(redis, database, "cleaning what has both tags", "shoes", null, cache.load("shoes"));
            expect(redis, database, "cleaning what has both tags", "boots", "<boots>", cache.load("boots"));
            cache.cleanMatchingAny(List.of("CATALOG"));
            expect(redis, database, "cleaning what has a tag", "boots", null, cache.load("boots"));
            cache.cleanNotMatching(List.of("CMS"));
            expect(redis, database, "cleaning what lacks a tag", "menu", null, cache.load("menu"));
            expect(redis, database, "cleaning what lacks a tag", "home", "<home>", cache.load("home"));
            cache.expireSoon("home");
            Poll.REMOTE.until(EXPIRY, () -> cache.load("home") == null);
            cache.collectGarbage();
            expect(
                    redis,
                    database,
                    "collecting garbage",
                    "the set of tag CMS",
                    "[]",
                    cache.idsOf("CMS").toString());
        } finally {
            cache.wipe();
        }
    }

    private static void expect(
            Redis redis, String database, String after, String what, @Nullable String expected, @Nullable String seen) {
        if (!Objects.equals(expected, seen)) {
            throw new CheckFailedException(
                    Finding.of(
                                    RedisCause.TAGS_BROKEN,
                                    "After %s, %s is not as Magento expects, on database %s of Redis in %s."
                                            .formatted(after, what, database, redis.title()))
                            .expected(Objects.requireNonNullElse(expected, "nothing"))
                            .seen(Objects.requireNonNullElse(seen, "nothing"))
                            .likely(
                                    "entries or tag sets were evicted, or something else deletes keys or changes their TTL, or two Redis answer in turn"));
        }
    }
}
