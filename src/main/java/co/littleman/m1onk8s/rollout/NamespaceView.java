// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a namespace holds right now, as the checks see it: a local view that watches keep up to date. */
public final class NamespaceView implements AutoCloseable {
    private static final String SERVICE_OF_SLICE = "kubernetes.io/service-name";
    private static final String TEMPLATE_HASH = "pod-template-hash";

    private final Cluster cluster;
    private final String namespace;
    private final Map<Class<? extends HasMetadata>, ResourceCache<? extends HasMetadata>> watched =
            new LinkedHashMap<>();

    /**
     * Starts watching; the first lists run side by side.
     *
     * @param workloadKinds kinds of the workloads to watch, such as {@code Deployment}
     * @throws co.littleman.m1onk8s.result.CheckFailedException if the API server refuses a list
     */
    public NamespaceView(Cluster cluster, String namespace, Set<String> workloadKinds) {
        this.cluster = cluster;
        this.namespace = namespace;
        watch(cluster, namespace, Pod.class);
        watch(cluster, namespace, Service.class);
        watch(cluster, namespace, EndpointSlice.class);
        if (workloadKinds.contains("Deployment")) {
            watch(cluster, namespace, Deployment.class);
            watch(cluster, namespace, ReplicaSet.class);
        }
        if (workloadKinds.contains("StatefulSet")) {
            watch(cluster, namespace, StatefulSet.class);
        }
        if (workloadKinds.contains("DaemonSet")) {
            watch(cluster, namespace, DaemonSet.class);
        }
        try {
            watched.values().forEach(ResourceCache::awaitStarted);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Holds the view against what the API server says now; if it hears nothing any more, that is an outage. */
    public void refresh() {
        watched.values()
                .forEach(one -> one.refreshed()
                        .ifPresent(kind -> cluster.outages()
                                .note("the watch of %s in namespace %s fell silent".formatted(kind, namespace))));
    }

    /** The live workload, or empty if there is none of that name. */
    public Optional<LiveWorkload> workload(Workload declared) {
        return switch (declared.kind()) {
            case "Deployment" -> of(Deployment.class).named(declared.name()).map(LiveWorkload::of);
            case "StatefulSet" -> of(StatefulSet.class).named(declared.name()).map(LiveWorkload::of);
            case "Pod" -> pod(declared.name()).map(LiveWorkload::of);
            default -> of(DaemonSet.class).named(declared.name()).map(LiveWorkload::of);
        };
    }

    /**
     * Who changed a workload last, and when, such as {@code kubectl-edit at 2026-01-01T00:00:00Z}; empty if it does not
     * say.
     */
    public String lastChange(Workload declared) {
        return object(declared).map(HasMetadata::getMetadata).map(ObjectMeta::getManagedFields).stream()
                .flatMap(List::stream)
                .filter(entry -> entry.getSubresource() == null)
                .max(Comparator.comparing(entry -> String.valueOf(entry.getTime())))
                .map(entry -> "%s at %s".formatted(entry.getManager(), entry.getTime()))
                .orElse("");
    }

    private Optional<? extends HasMetadata> object(Workload declared) {
        return switch (declared.kind()) {
            case "Deployment" -> of(Deployment.class).named(declared.name());
            case "StatefulSet" -> of(StatefulSet.class).named(declared.name());
            case "Pod" -> pod(declared.name());
            default -> of(DaemonSet.class).named(declared.name());
        };
    }

    /** The declared workload's live pods; none if it is not on the cluster. */
    public List<Pod> podsOf(Workload declared) {
        return workload(declared).map(this::podsOf).orElse(List.of());
    }

    /** Pods that the workload owns, directly or through a ReplicaSet; a bare Pod is its own. */
    public List<Pod> podsOf(LiveWorkload workload) {
        return pods().stream()
                .filter(pod -> workload.uid().equals(pod.getMetadata().getUid()) || isOwnedBy(pod, workload.uid()))
                .toList();
    }

    /**
     * Those of them that were made of the workload's present template. Only a Deployment's are told apart: the other
     * kinds delete what has failed before they make the next.
     */
    List<Pod> presentPodsOf(Workload declared, LiveWorkload live) {
        if (!declared.kind().equals("Deployment")) {
            return podsOf(live);
        }
        Optional<Deployment> deployment = of(Deployment.class).named(declared.name());
        Set<String> present = of(ReplicaSet.class).all().stream()
                .filter(set -> isOwnedBy(set, live.uid())
                        && deployment.filter(one -> isOfTemplate(set, one)).isPresent())
                .map(set -> set.getMetadata().getUid())
                .collect(Collectors.toSet());
        return podsOf(live).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> present.contains(owner.getUid())))
                .toList();
    }

    /** The controller copies the template, and adds a label. */
    private static boolean isOfTemplate(ReplicaSet set, Deployment deployment) {
        PodTemplateSpec copy = set.getSpec().getTemplate();
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        Map<String, String> labels = new LinkedHashMap<>(copy.getMetadata().getLabels());
        labels.remove(TEMPLATE_HASH);
        return copy.getSpec().equals(template.getSpec())
                && labels.equals(template.getMetadata().getLabels())
                && Objects.equals(
                        copy.getMetadata().getAnnotations(),
                        template.getMetadata().getAnnotations());
    }

    /** All pods of the namespace. */
    public List<Pod> pods() {
        return of(Pod.class).all();
    }

    /** The pod of that name, or empty if there is none. */
    public Optional<Pod> pod(String name) {
        return of(Pod.class).named(name);
    }

    public Optional<Service> service(DeclaredService declared) {
        return of(Service.class).named(declared.name());
    }

    /** All Services of the namespace. */
    public List<Service> services() {
        return of(Service.class).all();
    }

    /** The EndpointSlices of a Service. */
    public List<EndpointSlice> slicesOf(DeclaredService service) {
        return of(EndpointSlice.class).all().stream()
                .filter(slice -> slice.getMetadata().getLabels() != null
                        && service.name().equals(slice.getMetadata().getLabels().get(SERVICE_OF_SLICE)))
                .toList();
    }

    /**
     * What the workload's controller last said of pods that it could not create; empty for nothing. One list of events:
     * they are too many to watch.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException if the API server refuses the list
     */
    String creationFailure(Workload declared) {
        return events("involvedObject.kind=%s,involvedObject.name=%s,reason=FailedCreate"
                        .formatted(declared.kind(), declared.name()))
                .stream()
                .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                .map(Event::getMessage)
                .orElse("");
    }

    /**
     * What was said of a pod. One list, as above.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException if the API server refuses the list
     */
    public List<Event> events(Pod pod) {
        return events("involvedObject.uid=" + pod.getMetadata().getUid());
    }

    private List<Event> events(String fields) {
        return cluster.get("/api/v1/namespaces/%s/events?fieldSelector=%s"
                        .formatted(namespace, URLEncoder.encode(fields, StandardCharsets.UTF_8)))
                .required("listing events in namespace " + namespace)
                .items(Event.class);
    }

    private boolean isOwnedBy(HasMetadata object, String uid) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid) || isReplicaSetOwnedBy(owner, uid));
    }

    private boolean isReplicaSetOwnedBy(OwnerReference owner, String uid) {
        return owner.getKind().equals("ReplicaSet")
                && watched.containsKey(ReplicaSet.class)
                && of(ReplicaSet.class)
                        .named(owner.getName())
                        .filter(set -> isOwnedBy(set, uid))
                        .isPresent();
    }

    @SuppressWarnings("unchecked") // watch() put the informer of a class under that class
    private <T extends HasMetadata> ResourceCache<T> of(Class<T> type) {
        return (ResourceCache<T>) Objects.requireNonNull(watched.get(type), () -> "not watched: " + type);
    }

    private <T extends HasMetadata> void watch(Cluster cluster, String namespace, Class<T> type) {
        watched.put(type, new ResourceCache<>(cluster, namespace, type));
    }

    @Override
    public void close() {
        watched.values().forEach(ResourceCache::close);
    }
}
