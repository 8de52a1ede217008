// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.disruption.LiveContainer;
import co.littleman.m1onk8s.checks.disruption.ReadyPod;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersInTime;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.checks.RedisKeepsAKey;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RunKeys;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Set;

/** Every cache is full one day. This one is filled now, and what Magento needs of it must still hold. */
public final class RedisBearsMemoryPressure implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-bears-memory-pressure",
                    Level.DISRUPT,
                    "Filled over its limit, Redis stays alive and treats old and new data as its role needs it.",
                    "On the day when it is full the cache refuses writes, forgets its tags, loses carts, or is killed.")
            .requiring(RedisRequirement.ROLE, Requirement.RESTARTS)
            .after(PodsStayCalm.INFO, RedisAnswersPing.INFO, RedisKeepsAKey.INFO, RedisAnswersInTime.INFO);

    /** The kubelet reports an end within a second or two, and its reason with it. */
    private static final Duration END_SEEN = Duration.ofSeconds(10);

    /** What a Redis that was killed looks like from the other end of the port-forward. */
    private static final Set<Cause> HUNG_UP =
            Set.of(Cause.TUNNEL_LOST, Cause.CONNECTION_REFUSED, Cause.CONNECTION_LOST, RedisCause.REDIS_SILENT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ReadyPod.disturb(INFO, it, () -> disturb(it));
    }

    private static void disturb(ComponentContext it) {
        Pod pod = ReadyPod.awaitPod(it);
        LiveContainer container = LiveContainer.of(
                it,
                pod,
                RedisComponent.of(it.component()).container().orElseThrow().getName());
        RedisContext.of(it).withRedis(pod, redis -> bears(it, redis, pod, container));
    }

    private static void bears(ComponentContext it, Redis redis, Pod pod, LiveContainer container) {
        MemoryLimits limits = MemoryLimits.of(redis.info("memory"), container.spec());
        long target = limits.target()
                .orElseThrow(() ->
                        new CheckSkippedException(SkipReason.REQUIREMENT, "a limit, of Redis or of its container"));
        FullMemoryFinding full = new FullMemoryFinding(
                it.workload(), pod.getMetadata().getName(), RedisContext.of(it).role(), limits);
        MemoryPressure pressure =
                new MemoryPressure(redis, full, limits, RedisContext.of(it).key(RunKeys.PRESSURE));
        it.stack().mayLeaveKeys();
        try {
            CommandDenied.skips(
                    "fill it (EVAL)",
                    () -> it.note(pressure.bear(RedisContext.of(it).role().atTheLimit(), target)));
            failWhereRestarted(container, full, pressure);
        } catch (CheckFailedException e) {
            if (HUNG_UP.contains(e.finding().cause()) && Poll.LOCAL.until(END_SEEN, container::hasEnded)) {
                failWhereRestarted(container, full, pressure);
            }
            throw e;
        } finally {
            cleanUp(it, pod, container, pressure);
        }
    }

    private static void failWhereRestarted(LiveContainer container, FullMemoryFinding full, MemoryPressure pressure) {
        if (container.hasEnded()) {
            ContainerStateTerminated end = container.lastEnd().orElseGet(ContainerStateTerminated::new);
            throw new CheckFailedException(full.killed(
                    "%s, exit code %s".formatted(end.getReason(), end.getExitCode()),
                    "OOMKilled".equals(end.getReason()),
                    pressure.written()));
        }
    }

    /** What a Redis that died had is gone with it; if only the way to it broke, there is another. */
    private static void cleanUp(ComponentContext it, Pod pod, LiveContainer container, MemoryPressure pressure) {
        try {
            if (!container.hasEnded()) {
                pressure.cleanUp();
            }
            it.stack().leavesNoKeys();
        } catch (CheckFailedException broken) {
            RedisContext.of(it).takeAwayKeys(pod, pressure::cleanUp);
        }
    }
}
