// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;

/** The pods are made anew: by now the cluster has heard of what the manifests ask of its admission. */
final class PodsDeleted implements Action {
    private static final Duration BUDGET = Duration.ofSeconds(60);

    @Override
    public void inject(ProofCluster on, String namespace) {
        List<String> old = on.pods(namespace).stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();
        on.client().pods().inNamespace(namespace).delete();
        boolean done = Poll.REMOTE.until(BUDGET, () -> {
            List<Pod> now = on.pods(namespace);
            return !now.isEmpty()
                    && now.stream()
                            .allMatch(pod -> !old.contains(pod.getMetadata().getUid()) && Readiness.isPodReady(pod));
        });
        if (!done) {
            throw new IllegalStateException("the pods did not come again");
        }
    }

    @Override
    public void undo(ProofCluster on, String namespace) {}
}
