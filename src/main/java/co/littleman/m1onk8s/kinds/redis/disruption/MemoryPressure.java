// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole.AtTheLimit;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import java.time.Duration;

/** Fills one Redis over its limit, and sees what becomes of old and new data. Leaves nothing behind. */
final class MemoryPressure {
    /** The first keys must not expire before the last is written (60 s). */
    private static final Duration FILLING = Duration.ofSeconds(40);

    private final Redis redis;
    private final FullMemoryFinding full;
    private final MemoryLimits limits;
    private final String key;
    private final TagSets tags;
    private final MemoryFill filler;

    MemoryPressure(Redis redis, FullMemoryFinding full, MemoryLimits limits, String key) {
        this.redis = redis;
        this.full = full;
        this.limits = limits;
        this.key = key;
        this.tags = new TagSets(redis, key);
        this.filler = new MemoryFill(redis, key);
    }

    /**
     * Holds if the role's data is safe at the limit.
     *
     * @return what was measured
     */
    String bear(AtTheLimit role, long target) {
        tags.write();
        long before = evicted();
        return role == AtTheLimit.EVICTS ? evicts(target, before) : refuses(target, before);
    }

    private String evicts(long target, long before) {
        try {
            fill(target);
            takesAWrite();
        } catch (CheckFailedException e) {
            throw e.finding().cause() == RedisCause.REDIS_OOM
                    ? new CheckFailedException(full.refuses(e.finding()), e)
                    : e;
        }
        if (tags.present() < TagSets.COUNT) {
            throw new CheckFailedException(full.lostTags(tags.present()));
        }
        long evicted = evicted() - before;
        if (evicted <= 0) {
            throw new CheckFailedException(full.evictsNothing(filler.bytes()));
        }
        return "%s written, %d keys evicted, %d of %d untimed sets kept"
                .formatted(MemoryLimits.mega(filler.bytes()), evicted, TagSets.COUNT, TagSets.COUNT);
    }

    private String refuses(long target, long before) {
        boolean refused = false;
        try {
            fill(target);
        } catch (CheckFailedException e) {
            if (e.finding().cause() != RedisCause.REDIS_OOM) {
                throw e;
            }
            refused = true;
        }
        long lost = filler.missing() + TagSets.COUNT - tags.present();
        long evicted = evicted() - before;
        if (!refused || lost > 0 || evicted > 0) {
            throw new CheckFailedException(full.evicts(Math.max(evicted, lost)));
        }
        String seen = "refused after %s, nothing lost".formatted(MemoryLimits.mega(filler.bytes()));
        filler.remove();
        takesAWrite();
        return seen;
    }

    private void fill(long target) {
        long end = System.nanoTime() + FILLING.toNanos();
        while (filler.bytes() < target) {
            filler.write();
            if (System.nanoTime() > end) {
                throw new CheckSkippedException(
                        SkipReason.REQUIREMENT,
                        "a Redis that can be filled within %d s (%s)".formatted(FILLING.toSeconds(), limits.words()));
            }
        }
    }

    private void takesAWrite() {
        redis.expect("OK", "SET", key + ":after", "1", "EX", Redis.KEY_SECONDS);
    }

    private long evicted() {
        return Long.parseLong(
                redis.info("stats").getOrDefault("evicted_keys", "0").trim());
    }

    /** Bytes written so far. */
    long written() {
        return filler.bytes();
    }

    /** Takes away all that it wrote. */
    void cleanUp() {
        filler.remove();
        cleanUp(redis);
    }

    /** Takes away, by another way than it was written, all that would not soon go by itself. */
    void cleanUp(Redis way) {
        new TagSets(way, key).remove();
        way.number("DEL", key + ":after");
    }
}
