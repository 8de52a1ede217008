// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.disruption.LiveContainer;
import co.littleman.m1onk8s.checks.disruption.ReadinessProbes;
import co.littleman.m1onk8s.checks.disruption.ReadyPod;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.checks.service.ServiceHasEndpoints;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersInTime;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.checks.RedisKeepsAKey;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisPause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** A Redis that hangs still takes connections: only a probe that wants an answer keeps clients from it. */
public final class ReadinessSeesFrozenRedis implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "readiness-sees-frozen-redis",
                    Level.DISRUPT,
                    "A Redis that hangs leaves the Service within the time that its own probes promise, and comes back.",
                    "Clients are sent to a Redis that never answers, and every page waits for its timeout.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.RESTARTS)
            .after(
                    PodsStayCalm.INFO,
                    RedisAnswersPing.INFO,
                    RedisKeepsAKey.INFO,
                    RedisAnswersInTime.INFO,
                    ServiceHasEndpoints.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ReadyPod.disturb(INFO, it, () -> disturb(it));
    }

    private static void disturb(ComponentContext it) {
        EndpointMembership.regardless(it).ifPresent(service -> {
            throw new CheckFailedException(PausedRedisFinding.regardless(service));
        });
        RedisContext.each(it).forEach(server -> disturb(it, server));
    }

    private static void disturb(ComponentContext it, RedisContext server) {
        Pod pod = ReadyPod.awaitPod(it);
        EndpointMembership behind = EndpointMembership.of(it, pod);
        LiveContainer container = LiveContainer.of(it, pod, server.redis().containerName());
        ReadinessProbes probes = ReadinessProbes.of(pod, container.name());
        PausedRedisFinding frozen =
                new PausedRedisFinding(it.workload(), pod.getMetadata().getName(), probes, behind.names());
        if (probes.byContainer().isEmpty()) {
            throw new CheckFailedException(frozen.staysBehind());
        }
        server.withRedis(
                pod,
                redis -> CommandDenied.skips(
                        "freeze it (CLIENT PAUSE)", () -> leaves(it, redis, behind, container, frozen)));
        long thawed = System.nanoTime();
        Duration budget = it.stack().settings().timeouts().rollout();
        // One that is gone does not come back; another may have taken its place.
        boolean settled = Poll.LOCAL.until(
                budget,
                () -> behind.isIn()
                        || it.view().pod(pod.getMetadata().getName()).isEmpty());
        if (!settled || !behind.isIn()) {
            throw new CheckFailedException(frozen.staysAway(budget));
        }
        it.note("back %.1f s after it thawed".formatted((System.nanoTime() - thawed) / 1e9));
    }

    private static void leaves(
            ComponentContext it,
            Redis redis,
            EndpointMembership behind,
            LiveContainer container,
            PausedRedisFinding frozen) {
        long start = System.nanoTime();
        try (RedisPause freeze = redis.freeze()) {
            if (!Poll.LOCAL.until(frozen.budget(), () -> !freeze.goesOn() || behind.isOut())) {
                throw new CheckFailedException(frozen.staysBehind());
            }
            // A liveness probe that restarts it first helps clients as well, be it too quick for the slices to follow.
            if (!Poll.LOCAL.until(PausedRedisFinding.RESTART_SEEN, () -> behind.isOut() || container.hasEnded())) {
                throw new CheckFailedException(frozen.connectionLost());
            }
        }
        it.note("%s after %.1f s of %d s"
                .formatted(
                        container.hasEnded()
                                ? "restarted by its liveness probe"
                                : "out of Service " + String.join(", ", behind.names()),
                        (System.nanoTime() - start) / 1e9,
                        frozen.budget().toSeconds()));
    }
}
