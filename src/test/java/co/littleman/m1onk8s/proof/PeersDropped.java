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
 * What comes from the pods of the peer namespace to the cache is dropped, from the moment on in which they have an
 * address. Nothing else is: the address may be another pod's before this is taken back.
 */
final class PeersDropped implements Action {
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final List<String> pods = new ArrayList<>();
    private @Nullable SharedIndexInformer<Pod> peers;

    @Override
    public void inject(ProofCluster on, String namespace) {
        pods.addAll(Firewall.addresses(on, namespace));
        peers = on.client().pods().inNamespace(namespace + "-peer").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                drop(on, pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                drop(on, pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {}
        });
    }

    private void drop(ProofCluster on, Pod pod) {
        String address = pod.getStatus().getPodIP();
        if (address != null && dropped.add(address)) {
            pods.forEach(to -> Firewall.change(on, "-I", "-s", address, "-d", to));
        }
    }

    @Override
    public void undo(ProofCluster on, String namespace) {
        Objects.requireNonNull(peers).close();
        dropped.forEach(address -> pods.forEach(pod -> Firewall.change(on, "-D", "-s", address, "-d", pod)));
    }
}
