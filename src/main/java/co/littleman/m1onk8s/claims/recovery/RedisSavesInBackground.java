package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.redis.RedisKeepsAKey;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** One save by hand, as an operator, a backup or a replica would start it. */
public final class RedisSavesInBackground implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-saves-in-background",
                    Level.DISRUPT,
                    "BGSAVE ends well, and Redis takes writes afterwards.",
                    "The first save, by hand or by Redis' default save points, makes Redis refuse all writes (MISCONF).")
            .needing(Need.REDIS)
            .after(PodsStayCalm.TERMS, RedisAnswersPing.TERMS, RedisKeepsAKey.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm.disturb(TERMS, it, () -> disturb(it));
    }

    private static void disturb(ComponentScene it) {
        it.withRedis(Calm.awaitPod(it), redis -> {
            NotAllowed.skips("save (BGSAVE)", () -> {
                BackgroundSave save =
                        new BackgroundSave(redis, it.namespace(), it.workload().reference());
                it.note("saved in %.1f s".formatted(save.run() / 1000.0));
            });
            redis.expect("OK", "SET", it.key("after-save"), it.stack().run().value(), "EX", Redis.KEY_SECONDS);
        });
    }
}
