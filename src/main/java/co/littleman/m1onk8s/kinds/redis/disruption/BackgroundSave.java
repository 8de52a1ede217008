// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.util.Map;

/** BGSAVE, from the command to its end. */
final class BackgroundSave {
    /** A gigabyte at 50 MB/s; a cache of the size of this stack's takes a second. */
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static final String IN_PROGRESS = "rdb_bgsave_in_progress";
    private static final String LAST_STATUS = "rdb_last_bgsave_status";

    private final Redis redis;
    private final String look;

    /**
     * Plans one.
     *
     * @param workload is named in the finding: the pod itself may have been replaced by the time that somebody reads it
     */
    BackgroundSave(Redis redis, Workload workload) {
        this.redis = redis;
        this.look = "kubectl -n %s get %s -o jsonpath='{%3$s.securityContext} {%3$s.containers}'"
                .formatted(workload.namespace(), workload.reference(), workload.podSpecPath());
    }

    /**
     * Saves, after a save that is already going on, and returns how many milliseconds it took.
     *
     * @throws CheckFailedException SAVE_FAILED if it fails, or does not end
     */
    long run() {
        awaitNone();
        long start = System.nanoTime();
        String said = start();
        awaitNone();
        Map<String, String> persistence = redis.info("persistence");
        if (!"ok".equals(persistence.get(LAST_STATUS))) {
            throw new CheckFailedException(failed(said, persistence));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private String start() {
        try {
            return String.valueOf(redis.text("BGSAVE", "SCHEDULE"));
        } catch (CheckFailedException e) {
            String reason = e.finding().reason();
            if (CommandDenied.is(e) || e.finding().cause() != RedisCause.REDIS_ERROR) {
                throw e;
            }
            if (!reason.contains("already in progress")) {
                throw new CheckFailedException(
                        finding("cannot start a background save.").seen(reason), e);
            }
            return "one is already in progress";
        }
    }

    private void awaitNone() {
        boolean ended = Poll.REMOTE.until(BUDGET, () -> {
            Map<String, String> persistence = redis.info("persistence");
            // A scheduled save waits for a rewrite of the append-only file.
            return "0".equals(persistence.get(IN_PROGRESS)) && !"1".equals(persistence.get("aof_rewrite_in_progress"));
        });
        if (!ended) {
            throw new CheckFailedException(
                    finding("did not end a background save within %d s.".formatted(BUDGET.toSeconds()))
                            .seen(IN_PROGRESS + ":1")
                            .likely("a slow disk, or more data than this check is made for"));
        }
    }

    private Finding failed(String said, Map<String, String> persistence) {
        return finding("cannot save in the background.")
                .seen(LAST_STATUS + ":" + persistence.get(LAST_STATUS))
                .detail("BGSAVE said", said)
                .likely(
                        "no writable directory to save to (a read-only root without a volume at Redis' dir), a full disk,"
                                + " or no memory for the child process; from now on Redis refuses writes (MISCONF) if"
                                + " save points are set");
    }

    private Finding finding(String what) {
        return Finding.of(RedisCause.SAVE_FAILED, "Redis in %s %s".formatted(redis.title(), what))
                .expected(LAST_STATUS + ":ok")
                .next(look);
    }
}
