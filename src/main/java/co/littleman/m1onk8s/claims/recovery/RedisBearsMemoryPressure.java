package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersInTime;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.redis.RedisKeepsAKey;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.redis.RunKeys;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Every cache is full one day. This one is filled now, and what Magento needs of it must still hold. */
public final class RedisBearsMemoryPressure implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-bears-memory-pressure",
                    Level.DISRUPT,
                    "Filled over its limit, Redis stays alive and treats old and new data as its role needs it.",
                    "On the day when it is full the cache refuses writes, forgets its tags, loses carts, or is killed.")
            .needing(Need.ROLE)
            .after(PodsStayCalm.TERMS, RedisAnswersPing.TERMS, RedisKeepsAKey.TERMS, RedisAnswersInTime.TERMS);

    /** The kubelet reports an end within a second or two, and its reason with it. */
    private static final Duration END_SEEN = Duration.ofSeconds(10);

    /** What a Redis that was killed looks like from the other end of the tunnel. */
    private static final Set<Cause> HUNG_UP =
            EnumSet.of(Cause.TUNNEL_LOST, Cause.CONNECTION_REFUSED, Cause.CONNECTION_LOST, Cause.REDIS_SILENT);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm.disturb(TERMS, it, () -> disturb(it));
    }

    private static void disturb(ComponentScene it) {
        Pod pod = Calm.awaitPod(it);
        LiveContainer container = LiveContainer.of(
                it, pod, it.component().redisContainer().orElseThrow().getName());
        it.withRedis(pod, redis -> bears(it, redis, pod, container));
    }

    private static void bears(ComponentScene it, Redis redis, Pod pod, LiveContainer container) {
        MemoryLimits limits = MemoryLimits.of(redis.info("memory"), container.spec());
        long target = limits.target()
                .orElseThrow(() -> new Skipped(SkipReason.NEED, "a limit, of Redis or of its container"));
        FullRedis full = new FullRedis(it.workload(), pod.getMetadata().getName(), it.role(), limits);
        Pressure pressure = new Pressure(redis, full, limits, it.key(RunKeys.PRESSURE));
        it.stack().mayLeaveKeys();
        try {
            NotAllowed.skips(
                    "fill it (EVAL)", () -> it.note(pressure.bear(it.role().atTheLimit(), target)));
            failWhereRestarted(container, full, pressure);
        } catch (Unproven e) {
            if (HUNG_UP.contains(e.finding().cause()) && Poll.LOCAL.until(END_SEEN, container::hasEnded)) {
                failWhereRestarted(container, full, pressure);
            }
            throw e;
        } finally {
            cleanUp(it, pod, container, pressure);
        }
    }

    private static void failWhereRestarted(LiveContainer container, FullRedis full, Pressure pressure) {
        if (container.hasEnded()) {
            ContainerStateTerminated end = container.lastEnd().orElseGet(ContainerStateTerminated::new);
            throw new Unproven(full.killed(
                    "%s, exit code %s".formatted(end.getReason(), end.getExitCode()),
                    "OOMKilled".equals(end.getReason()),
                    pressure.written()));
        }
    }

    /** What a Redis that died had is gone with it; where only the way to it broke, there is another. */
    private static void cleanUp(ComponentScene it, Pod pod, LiveContainer container, Pressure pressure) {
        try {
            if (!container.hasEnded()) {
                pressure.cleanUp();
            }
            it.stack().leavesNoKeys();
        } catch (Unproven broken) {
            it.takeAwayKeys(pod, pressure::cleanUp);
        }
    }
}
