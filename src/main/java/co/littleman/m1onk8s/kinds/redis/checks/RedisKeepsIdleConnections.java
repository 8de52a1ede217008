// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.Objects;

/** PHP workers hold their connection while they wait for work. */
public final class RedisKeepsIdleConnections implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-keeps-idle-connections",
                    Level.TALK,
                    "A connection that is silent for a while still answers.",
                    "Workers lose their connection between two requests, and the shop logs errors at random.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO)
            .judged(Concurrency.WAITING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** As long as the other windows, so that it costs nothing: it sees what hangs up within seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** A worker of a small shop waits a minute for its next request; what hangs up earlier hangs up often. */
    private static final int USUAL_WAIT_SECONDS = 60;

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it).forEach(server -> server.withRedis(redis -> survives(redis, SILENCE)));
    }

    static void survives(Redis redis, Duration silence) {
        int hangUp = Integer.parseInt("0" + redis.config("timeout"));
        if (hangUp > 0 && hangUp < USUAL_WAIT_SECONDS) {
            throw hangsUp(redis, "a timeout of %d s".formatted(hangUp));
        }
        String before = redis.text("CLIENT", "ID");
        Poll.pass(silence);
        String after = redis.text("CLIENT", "ID");
        if (!Objects.equals(before, after)) {
            throw hangsUp(redis, "client %s, then %s".formatted(before, after));
        }
    }

    private static CheckFailedException hangsUp(Redis redis, String seen) {
        return new CheckFailedException(Finding.of(
                        Cause.CONNECTION_LOST,
                        "Redis in %s hangs up on connections that are silent.".formatted(redis.title()))
                .expected("a connection that lasts for at least %d s of silence".formatted(USUAL_WAIT_SECONDS))
                .seen(seen)
                .likely("timeout in redis.conf is low; 0 never hangs up"));
    }
}
