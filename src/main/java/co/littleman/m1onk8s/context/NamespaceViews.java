// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The live views of a run's namespaces. */
final class NamespaceViews {
    private final Map<String, NamespaceView> views = new ConcurrentHashMap<>();
    private final Map<String, String> images = new ConcurrentHashMap<>();
    private final Stack stack;
    private final Cluster cluster;

    NamespaceViews(Stack stack, Cluster cluster) {
        this.stack = stack;
        this.cluster = cluster;
    }

    /** The live view of a namespace, shared by all checks. */
    NamespaceView of(String namespace) {
        return views.computeIfAbsent(
                namespace,
                name -> new NamespaceView(
                        cluster,
                        name,
                        stack.components().stream()
                                .map(Component::workload)
                                .filter(Objects::nonNull)
                                .map(Workload::kind)
                                .collect(Collectors.toSet())));
    }

    /**
     * The images that really ran, by {@code component/container}, as the kubelet reported them. What was seen once is
     * kept: the last check may take the pods away.
     */
    Map<String, String> imagesThatRan() {
        for (Component component : stack.components()) {
            NamespaceView view = views.get(component.namespace());
            Workload workload = component.workload();
            if (view != null && workload != null) {
                view.podsOf(workload).stream()
                        .flatMap(pod -> Stream.concat(
                                pod.getStatus().getContainerStatuses().stream(),
                                pod.getStatus().getInitContainerStatuses().stream()))
                        .forEach(status -> images.put(component.name() + "/" + status.getName(), status.getImage()));
            }
        }
        return Map.copyOf(images);
    }

    /** Labels of the pods of a namespace: those that the manifests' workloads will have, and those of live pods. */
    List<Map<String, String>> podLabels(String namespace) {
        Stream<Map<String, String>> declared = stack.components().stream()
                .map(Component::workload)
                .filter(workload -> workload != null && workload.namespace().equals(namespace))
                .map(workload -> Objects.requireNonNull(workload).podLabels());
        Stream<Map<String, String>> live = of(namespace).pods().stream()
                .map(pod -> pod.getMetadata().getLabels())
                .filter(labels -> labels != null && !ClientPod.isOurs(labels));
        return Stream.concat(declared, live).distinct().toList();
    }

    Collection<NamespaceView> all() {
        return views.values();
    }
}
