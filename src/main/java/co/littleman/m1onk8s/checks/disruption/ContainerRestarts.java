// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** The smallest accident: the process dies, and its container is started again in the same pod. */
public final class ContainerRestarts implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "container-restarts",
                    Level.DISRUPT,
                    "Where a container's main process ends, it is started again in the same pod, and is ready in time.",
                    "After a crash at night the component stays away, or takes longer than clients can wait.")
            .requiring(Requirement.RESTARTS)
            .after(RolloutComplete.INFO, PodsStayCalm.INFO);

    /** Even a busy kubelet reports an end within a few seconds. */
    private static final Duration END_SEEN = Duration.ofSeconds(8);

    private final CheckInfo info = INFO.alsoAfter(Kinds.all().beforeDisruption(INFO));

    @Override
    public CheckInfo info() {
        return info;
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
                it.component().servers().stream()
                        .findFirst()
                        .map(server -> server.container().getName())
                        .orElse(it.workload().containers().get(0).getName()));
        Duration budget = budget(it).plus(RestartFinding.backOff(container.restartsBefore()));
        long start = System.nanoTime();
        new MainProcess(it, pod, container.name()).end();
        if (!Poll.LOCAL.until(END_SEEN, container::hasEnded)) {
            throw new CheckSkippedException(
                    SkipReason.REQUIREMENT, "a main process that ends when it is told to (SIGTERM)");
        }
        boolean back = Poll.LOCAL.until(budget, container::isBack);
        if (!back || container.restarts() > 1) {
            throw new CheckFailedException(new RestartFinding(it.workload(), container).of(budget));
        }
        it.note("container %s ready again after %.1f s of %d s"
                .formatted(container.name(), (System.nanoTime() - start) / 1e9, budget.toSeconds()));
    }

    /** What clients of some servers bear is known; of others only how long a rollout may take. */
    private static Duration budget(ComponentContext it) {
        return it.component().servers().stream()
                .flatMap(server -> Kinds.all().of(server).stream())
                .flatMap(kind -> kind.bearableGap().stream())
                .findFirst()
                .orElse(it.stack().settings().timeouts().rollout());
    }
}
