package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.verdict.Poll;
import io.fabric8.kubernetes.api.model.Pod;

/** Before a disruption: the component stands again after the one before. */
final class Calm {
    private Calm() {}

    /**
     * A ready pod; waits for one as long as a rollout may take.
     *
     * @throws co.littleman.m1onk8s.verdict.Unproven NOT_READY where none gets ready
     */
    static Pod awaitPod(ComponentScene it) {
        Poll.LOCAL.until(
                it.stack().settings().budgets().rollout(), () -> !it.readyNow().isEmpty());
        return it.readyPods().get(0);
    }
}
