package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** The first word to Redis: all that is asked of it later stands on this answer. */
public final class RedisAnswersPing implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-answers-ping",
                    Level.TALK,
                    "Through a tunnel to each ready pod, Redis answers PING with PONG.",
                    "Redis does not answer at all: it hangs, loads, wants a password, or listens elsewhere.")
            .needing(Need.REDIS)
            .after(RolloutComplete.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        it.withEachRedis(redis -> {
            redis.expect("PONG", "PING");
            it.learnKeys(redis);
        });
    }
}
