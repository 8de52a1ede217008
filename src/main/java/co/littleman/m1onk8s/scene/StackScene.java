package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.cluster.ApiProblem;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.rollout.Circumstances;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.rollout.PodEnding;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Applied;
import co.littleman.m1onk8s.stack.Applier;
import co.littleman.m1onk8s.stack.Change;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.LiveObjects;
import co.littleman.m1onk8s.stack.Presence;
import co.littleman.m1onk8s.stack.Removal;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.CleanUp;
import co.littleman.m1onk8s.verdict.Phases;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What claims see of one run: the cluster, the stack on it, and what the claims share. Closing it removes what was made
 * inside the cluster.
 */
public final class StackScene implements AutoCloseable {
    private final Settings settings;
    private final RunId run;
    private final Stack stack;
    private final Cluster cluster;
    private final LiveObjects live;
    private final Phases phases;
    private final Progress progress;
    private final Map<String, NamespaceView> views = new ConcurrentHashMap<>();
    private final Map<String, List<NetworkPolicy>> policies = new ConcurrentHashMap<>();
    private final Map<String, ClientPod> clientPods = new ConcurrentHashMap<>();
    private final Map<Component, PodEnding> endings = new ConcurrentHashMap<>();
    private final Map<String, String> images = new ConcurrentHashMap<>();
    private final List<Applied> applied = new CopyOnWriteArrayList<>();

    public StackScene(Settings settings, RunId run, Stack stack, Cluster cluster, Phases phases, Progress progress) {
        this.settings = settings;
        this.run = run;
        this.stack = stack;
        this.cluster = cluster;
        this.live = new LiveObjects(cluster);
        this.phases = phases;
        this.progress = progress;
    }

    public Settings settings() {
        return settings;
    }

    public Cluster cluster() {
        return cluster;
    }

    public Phases phases() {
        return phases;
    }

    public Set<String> namespaces() {
        return stack.namespaces();
    }

    public RunId run() {
        return run;
    }

    public Stack stack() {
        return stack;
    }

    Circumstances circumstances() {
        return new Circumstances(cluster.isOurs(), settings.images().used().equals("offline"));
    }

    /** Installs the manifests; only asks what would come of it where the stack is to be judged as it is. */
    public void apply() {
        if (!settings.apply()) {
            new Applier(cluster).wouldApply(stack.manifests());
            return;
        }
        applied.addAll(phases.time("apply", () -> new Applier(cluster).apply(stack.manifests())));
        progress.note(applied.stream()
                .map(one -> "%s %s"
                        .formatted(one.manifest().title(), one.change().name().toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.joining(", ")));
    }

    /**
     * True where the stack's namespaces are this run's own, and end with it: only then may they be deleted. A cluster
     * that was there before, or is kept, is somebody's.
     */
    public boolean madeItsNamespaces() {
        Set<String> made = applied.stream()
                .filter(one ->
                        one.change() == Change.CREATED && one.manifest().kind().equals("Namespace"))
                .map(one -> one.manifest().name())
                .collect(Collectors.toSet());
        return cluster.isOurs() && !cluster.isKept() && !made.isEmpty() && made.containsAll(stack.namespaces());
    }

    /**
     * Deletes all that this run's apply created, and waits until it is gone; the client pods go with their namespaces.
     *
     * @throws co.littleman.m1onk8s.verdict.Unproven LEFT_BEHIND naming what does not go
     */
    public void remove(Duration budget) {
        imagesThatRan();
        new Removal(cluster)
                .remove(
                        applied.stream()
                                .filter(one -> one.change() == Change.CREATED)
                                .map(Applied::manifest)
                                .toList(),
                        budget);
    }

    void remember(Component component, PodEnding ending) {
        endings.put(component, ending);
    }

    Optional<PodEnding> remembered(Component component) {
        return Optional.ofNullable(endings.get(component));
    }

    /** The manifests' objects as they are on the cluster, asked for once for all claims. */
    public LiveObjects live() {
        return live;
    }

    /** Every object of the manifests, asked for by name. */
    public void seesEveryObject() {
        new Presence(live).ofAll(stack.manifests());
    }

    /** The live view of a namespace, shared by all claims. */
    public NamespaceView view(String namespace) {
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
     * The client pod that asks for a namespace's components: created once, for all questions of all claims. It runs
     * the image of a Redis of that namespace, or the one that the settings name.
     *
     * @param place where the pod is to be: the components' own namespace, or a peer
     */
    public ClientPod clientPod(String namespace, String place) {
        return clientPods.computeIfAbsent(
                place, name -> phases.time("client pod", () -> createClientPod(namespace, name)));
    }

    private ClientPod createClientPod(String namespace, String place) {
        String named = settings.reach().clientImage();
        Optional<Component> host = stack.components().stream()
                .filter(component -> component.namespace().equals(namespace)
                        && component.redisContainer().isPresent())
                .findFirst();
        if (named == null && host.isEmpty()) {
            throw new Skipped(SkipReason.NEED, Need.CLIENT_POD.words());
        }
        String image = named == null
                ? imageThatRuns(
                        Objects.requireNonNull(host.get().workload()),
                        host.get().redisContainer().orElseThrow())
                : settings.overrides().resolve(named);
        List<LocalObjectReference> pullSecrets = host.map(Component::workload)
                .map(workload -> workload.template().getSpec().getImagePullSecrets())
                .orElse(List.of());
        return ClientPod.create(
                cluster, view(place), place, run, image, settings.reach().clientLabels(), pullSecrets);
    }

    /** A stack that is judged where it is may run its image under another name; the node has the one that runs. */
    private String imageThatRuns(Workload workload, Container declared) {
        NamespaceView view = view(workload.namespace());
        return view.workload(workload).map(view::podsOf).orElse(List.of()).stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .filter(container -> container.getName().equals(declared.getName()))
                .map(Container::getImage)
                .findFirst()
                .orElse(declared.getImage());
    }

    /**
     * The network policies of a namespace, asked for once.
     *
     * @throws Unproven where they may not be read
     */
    public List<NetworkPolicy> policies(String namespace) {
        return policies.computeIfAbsent(namespace, name -> {
            try {
                return cluster.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(name)
                        .list()
                        .getItems();
            } catch (KubernetesClientException e) {
                throw ApiProblem.of("listing the network policies of namespace " + name, e);
            }
        });
    }

    /** Labels of the pods of a namespace: those that the manifests' workloads will have, and those that live. */
    public List<Map<String, String>> podLabels(String namespace) {
        Stream<Map<String, String>> declared = stack.components().stream()
                .map(Component::workload)
                .filter(workload -> workload != null && workload.namespace().equals(namespace))
                .map(workload -> Objects.requireNonNull(workload).podLabels());
        Stream<Map<String, String>> live = view(namespace).pods().stream()
                .map(pod -> pod.getMetadata().getLabels())
                .filter(labels -> labels != null && !ClientPod.isOurs(labels));
        return Stream.concat(declared, live).distinct().toList();
    }

    /**
     * The images that really ran, by {@code component/container}, as the kubelet reported them. What was seen once is
     * kept: the last claim may take the pods away.
     */
    public Map<String, String> imagesThatRan() {
        for (Component component : stack.components()) {
            NamespaceView view = views.get(component.namespace());
            Workload workload = component.workload();
            if (view != null && workload != null) {
                view.workload(workload).map(view::podsOf).orElse(List.of()).stream()
                        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                        .forEach(status -> images.put(component.name() + "/" + status.getName(), status.getImage()));
            }
        }
        return Map.copyOf(images);
    }

    @Override
    public void close() {
        CleanUp.run(this::closeAll);
    }

    private void closeAll() {
        List<RuntimeException> failures = new ArrayList<>();
        for (AutoCloseable one : closeables()) {
            try {
                one.close();
            } catch (RuntimeException e) {
                failures.add(e);
            } catch (Exception e) {
                failures.add(new IllegalStateException(e));
            }
        }
        if (!failures.isEmpty()) {
            progress.note("clean-up failed: " + failures.get(0).getMessage());
        }
    }

    private List<AutoCloseable> closeables() {
        List<AutoCloseable> all = new ArrayList<>(clientPods.values());
        all.addAll(views.values());
        return all;
    }
}
