// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Busy is said to others while a script runs, so another connection asks meanwhile. */
public final class RedisRunsLua implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-runs-lua",
                    Level.TALK,
                    "EVAL and EVALSHA run, and a script of some milliseconds does not make Redis refuse others (BUSY).",
                    "Magento's scripts fail, or all its other commands do while one runs.")
            .requiring(RedisRequirement.LUA)
            .after(RedisAnswersPing.INFO);

    private static final long PATIENCE_MILLIS = 1_000;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** Redis looks at its clock every 100,000 instructions of a script; this is some milliseconds of them. */
    private static final String SCRIPT =
            "local n = 0 for i = 1, 400000 do n = n + 1 end return redis.call('SET', KEYS[1], n, 'EX', ARGV[1])";

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it).forEach(RedisRunsLua::check);
    }

    private static void check(RedisContext server) {
        String key = server.key("lua");
        server.withRedis(redis -> server.withRedis(other -> {
            isPatient(redis);
            String sha = String.valueOf(redis.text("SCRIPT", "LOAD", SCRIPT));
            CompletableFuture<Void> script = CompletableFuture.runAsync(() -> runs(redis, sha, key));
            while (!script.isDone()) {
                other.expect("PONG", "PING");
            }
            finish(script);
        }));
    }

    /** A script of a few milliseconds may last ten times as long under a CPU limit. */
    static void isPatient(Redis redis) {
        String limit = redis.config("lua-time-limit");
        long millis = limit.isEmpty() ? PATIENCE_MILLIS : Long.parseLong(limit);
        if (millis < PATIENCE_MILLIS) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.REDIS_BUSY,
                            "Redis in %s refuses all other clients (BUSY) after %d ms of a script."
                                    .formatted(redis.title(), millis))
                    .expected("lua-time-limit of at least %d ms; the default is 5000".formatted(PATIENCE_MILLIS))
                    .seen("lua-time-limit %d".formatted(millis))
                    .likely("lua-time-limit (busy-reply-threshold) in its arguments or its redis.conf"));
        }
    }

    private static void finish(CompletableFuture<Void> script) {
        try {
            script.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CheckFailedException refusal ? refusal : e;
        }
    }

    static void runs(Redis redis, String sha, String key) {
        redis.expect("OK", "EVALSHA", sha, "1", key, Redis.KEY_SECONDS);
        redis.expect("400000", "GET", key);
        redis.expect("1", "EVAL", "return redis.call('DEL', KEYS[1])", "1", key);
    }
}
