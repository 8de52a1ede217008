package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersInTime;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.redis.RedisKeepsAKey;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.claims.service.ServiceHasEndpoints;
import co.littleman.m1onk8s.redis.Freeze;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** A Redis that hangs still takes connections: only a probe that wants an answer keeps clients from it. */
public final class ReadinessSeesFrozenRedis implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "readiness-sees-frozen-redis",
                    Level.DISRUPT,
                    "A Redis that hangs leaves the Service within the time that its own probes promise, and comes back.",
                    "Clients are sent to a Redis that never answers, and every page waits for its timeout.")
            .needing(Need.REDIS, Need.SERVICE)
            .after(
                    PodsStayCalm.TERMS,
                    RedisAnswersPing.TERMS,
                    RedisKeepsAKey.TERMS,
                    RedisAnswersInTime.TERMS,
                    ServiceHasEndpoints.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm.disturb(TERMS, it, () -> disturb(it));
    }

    private static void disturb(ComponentScene it) {
        BehindServices.regardless(it).ifPresent(service -> {
            throw new Unproven(FrozenRedis.regardless(service));
        });
        Pod pod = Calm.awaitPod(it);
        BehindServices behind = BehindServices.of(it, pod);
        LiveContainer container = LiveContainer.of(
                it, pod, it.component().redisContainer().orElseThrow().getName());
        ReadinessProbes probes = ReadinessProbes.of(pod, container.name());
        FrozenRedis frozen = new FrozenRedis(it.workload(), pod.getMetadata().getName(), probes, behind.names());
        if (probes.byContainer().isEmpty()) {
            throw new Unproven(frozen.staysBehind());
        }
        it.withRedis(
                pod,
                redis -> NotAllowed.skips(
                        "freeze it (CLIENT PAUSE)", () -> leaves(it, redis, behind, container, frozen)));
        long thawed = System.nanoTime();
        Duration budget = it.stack().settings().budgets().rollout();
        // One that is gone does not come back; another may have taken its place.
        boolean settled = Poll.LOCAL.until(
                budget,
                () -> behind.isIn()
                        || it.view().pod(pod.getMetadata().getName()).isEmpty());
        if (!settled || !behind.isIn()) {
            throw new Unproven(frozen.staysAway(budget));
        }
        it.note("back %.1f s after it thawed".formatted((System.nanoTime() - thawed) / 1e9));
    }

    private static void leaves(
            ComponentScene it, Redis redis, BehindServices behind, LiveContainer container, FrozenRedis frozen) {
        long start = System.nanoTime();
        try (Freeze freeze = redis.freeze()) {
            if (!Poll.LOCAL.until(frozen.budget(), () -> !freeze.goesOn() || behind.isOut())) {
                throw new Unproven(frozen.staysBehind());
            }
            // A liveness probe that restarts it first helps clients as well, be it too quick for the slices to follow.
            if (!Poll.LOCAL.until(FrozenRedis.RESTART_SEEN, () -> behind.isOut() || container.hasEnded())) {
                throw new Unproven(frozen.connectionLost());
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
