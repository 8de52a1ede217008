package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import java.time.Duration;

/** A second, as short as a TTL of SET EX can be. */
public final class RedisTtlExpires implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-ttl-expires",
                    Level.TALK,
                    "A key with a TTL is gone when its time is up.",
                    "Pages and locks live for ever: the shop shows old prices.")
            .needing(Need.REDIS)
            .after(RedisAnswersPing.TERMS)
            .judged(Concurrency.WAITING);

    @Override
    public Terms terms() {
        return TERMS;
    }

    /** Redis looks at a key's TTL at every read, so that not even its lazy expiry may be late; two for a slow path. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Override
    public void prove(ComponentScene it) {
        it.withRedis(redis -> expires(redis, it.key("short-lived"), GRACE));
    }

    static void expires(Redis redis, String key, Duration grace) {
        redis.expect("OK", "SET", key, "gone in a second", "EX", "1");
        boolean gone = Poll.REMOTE.until(grace.plusSeconds(1), () -> redis.number("EXISTS", key) == 0);
        if (!gone) {
            throw new Unproven(Finding.of(
                            Cause.KEY_OUTLIVES_TTL,
                            "A key with a TTL of 1 s is still in Redis in %s.".formatted(redis.title()))
                    .expected("gone within %d s".formatted(grace.toSeconds() + 1))
                    .seen("TTL " + redis.number("TTL", key)));
        }
    }
}
