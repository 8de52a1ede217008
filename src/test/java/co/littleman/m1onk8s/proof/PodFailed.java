// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;

/**
 * The stack's pod fails for good, as one that is evicted does: the kubelet ends it, it stays, and another takes its
 * place.
 */
final class PodFailed implements Action {
    private static final Duration BUDGET = Duration.ofSeconds(60);

    /** The plain stack was installed before; what is judged comes after. */
    @Override
    public boolean wantsStack() {
        return false;
    }

    @Override
    public void inject(ProofCluster on, String namespace) {
        String name = on.pods(namespace).get(0).getMetadata().getName();
        // Whoever may update the pod may end it so; an eviction needs a node that runs out of something.
        on.client()
                .pods()
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"activeDeadlineSeconds\": 1}}");
        boolean done = Poll.REMOTE.until(BUDGET, () -> {
            List<Pod> now = on.pods(namespace);
            return now.stream().anyMatch(pod -> "Failed".equals(pod.getStatus().getPhase()))
                    && now.stream().anyMatch(Readiness::isPodReady);
        });
        if (!done) {
            throw new IllegalStateException("no pod failed, or none took its place");
        }
    }

    @Override
    public void undo(ProofCluster on, String namespace) {}
}
