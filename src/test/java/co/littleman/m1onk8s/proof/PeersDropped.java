// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What comes to the cache's pods from pods of other namespaces is dropped. All is dropped at first, and each pod of the
 * cache's own namespace is let in as soon as it has an address: a client that is let in late only has to send its first
 * packet again, and one that was dropped late would have got through.
 */
final class PeersDropped implements Action {
    private final Set<String> letIn = ConcurrentHashMap.newKeySet();
    private final List<String> pods = new ArrayList<>();
    private @Nullable SharedIndexInformer<Pod> own;

    @Override
    public void inject(ProofCluster on, String namespace) {
        pods.addAll(Firewall.addresses(on, namespace));
        pods.forEach(to -> Firewall.change(on, "-I", "-d", to));
        own = on.client().pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                letIn(on, pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                letIn(on, pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {}
        });
    }

    private void letIn(ProofCluster on, Pod pod) {
        String address = pod.getStatus().getPodIP();
        if (address != null && letIn.add(address)) {
            pods.forEach(to -> Firewall.change(on, "-I", "ACCEPT", List.of("-s", address, "-d", to)));
        }
    }

    @Override
    public void undo(ProofCluster on, String namespace) {
        Objects.requireNonNull(own).close();
        letIn.forEach(
                address -> pods.forEach(pod -> Firewall.change(on, "-D", "ACCEPT", List.of("-s", address, "-d", pod))));
        pods.forEach(pod -> Firewall.change(on, "-D", "-d", pod));
    }
}
