package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** One key, written, read, and taken away again. */
public final class RedisKeepsAKey implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-keeps-a-key",
                    Level.TALK,
                    "Redis takes a key with a TTL that is set once (SET NX EX), gives it back, and deletes it.",
                    "Redis answers, and still keeps nothing: it is full, read-only, or may not write.")
            .needing(Need.REDIS)
            .after(RedisAnswersPing.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        it.withRedis(redis -> keeps(redis, it.key("kept"), it.stack().run().value()));
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
