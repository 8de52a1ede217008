package shop;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;

/** A limit of this team, which asks Redis itself. */
public final class CacheIsSmall implements Check.OfComponent {
    private static final long MOST_KEYS = 100_000;

    @Override
    public CheckInfo info() {
        return CheckInfo.of(
                        "cache-is-small",
                        Level.TALK,
                        "Each Redis holds at most " + MOST_KEYS + " keys.",
                        "A full flush stops Redis for so long that pages time out.")
                .requiring(RedisRequirement.REDIS)
                .after(RedisAnswersPing.INFO);
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.of(it).withEachRedis(redis -> {
            long keys = redis.number("DBSIZE");
            it.note(redis.title() + " holds " + keys + " keys");
            if (keys > MOST_KEYS) {
                throw new CheckFailedException(
                        Finding.of(Cause.OWN_CHECK_FAILED, "%s holds too many keys.".formatted(redis.title()))
                                .expected("at most " + MOST_KEYS)
                                .seen(keys + " keys"));
            }
        });
    }
}
