package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersInTime;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.RedisRole;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** The smallest accident: the process dies, and its container is started again in the same pod. */
public final class ContainerRestarts implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "container-restarts",
                    Level.DISRUPT,
                    "Where a container's main process ends, it is started again in the same pod, and is ready in time.",
                    "After a crash at night the component stays away, or takes longer than clients can wait.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS, PodsStayCalm.TERMS, RedisAnswersPing.TERMS, RedisAnswersInTime.TERMS);

    /** Even a busy kubelet reports an end within a few seconds. */
    private static final Duration END_SEEN = Duration.ofSeconds(8);

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
                it,
                pod,
                it.component()
                        .redisContainer()
                        .map(Container::getName)
                        .orElse(it.workload().containers().get(0).getName()));
        Duration budget = budget(it).plus(RestartFinding.backOff(container.restartsBefore()));
        long start = System.nanoTime();
        new MainProcess(it, pod, container.name()).end();
        if (!Poll.LOCAL.until(END_SEEN, container::hasEnded)) {
            throw new Skipped(SkipReason.NEED, "a main process that ends when it is told to (SIGTERM)");
        }
        boolean back = Poll.LOCAL.until(budget, container::isBack);
        if (!back || container.restarts() > 1) {
            throw new Unproven(new RestartFinding(it.workload(), container).of(budget));
        }
        it.note("container %s ready again after %.1f s of %d s"
                .formatted(container.name(), (System.nanoTime() - start) / 1e9, budget.toSeconds()));
    }

    /** What clients of a Redis bear is known; of others only how long a rollout may take. */
    private static Duration budget(ComponentScene it) {
        return it.component().redisContainer().isPresent()
                ? RedisRole.GAP_BUDGET
                : it.stack().settings().budgets().rollout();
    }
}
