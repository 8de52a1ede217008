// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;

/** CoreDNS is scaled to 0: nobody answers a name any more. */
final class DnsDead implements Action {
    private static final Duration BUDGET = Duration.ofSeconds(60);

    @Override
    public boolean isClusterWide() {
        return true;
    }

    @Override
    public void inject(ProofCluster on, String namespace) {
        scale(on, 0);
    }

    @Override
    public void undo(ProofCluster on, String namespace) {
        scale(on, 1);
    }

    private static void scale(ProofCluster on, int replicas) {
        on.client()
                .apps()
                .deployments()
                .inNamespace("kube-system")
                .withName("coredns")
                .scale(replicas);
        boolean done =
                Poll.REMOTE.until(
                        BUDGET,
                        () -> on
                                        .client()
                                        .pods()
                                        .inNamespace("kube-system")
                                        .withLabel("k8s-app", "kube-dns")
                                        .list()
                                        .getItems()
                                        .stream()
                                        .filter(pod -> replicas == 0 || Readiness.isPodReady(pod))
                                        .count()
                                == replicas);
        if (!done) {
            throw new IllegalStateException("CoreDNS did not come to %d pods".formatted(replicas));
        }
    }
}
