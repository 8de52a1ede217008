package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.rollout.Circumstances;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Applied;
import co.littleman.m1onk8s.stack.Applier;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.LiveObjects;
import co.littleman.m1onk8s.stack.Presence;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
    private final Map<String, ClientPod> clientPods = new ConcurrentHashMap<>();

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
        List<Applied> applied = phases.time("apply", () -> new Applier(cluster).apply(stack.manifests()));
        progress.note(applied.stream()
                .map(one -> "%s %s"
                        .formatted(one.manifest().title(), one.change().name().toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.joining(", ")));
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
        return ClientPod.create(cluster, view(place), place, run, image, pullSecrets);
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

    /** The images that really ran, by {@code component/container}, as the kubelet reported them. */
    public Map<String, String> imagesThatRan() {
        Map<String, String> images = new ConcurrentHashMap<>();
        for (Component component : stack.components()) {
            NamespaceView view = views.get(component.namespace());
            Workload workload = component.workload();
            if (view != null && workload != null) {
                view.workload(workload).map(view::podsOf).orElse(List.of()).stream()
                        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                        .forEach(status -> images.put(component.name() + "/" + status.getName(), status.getImage()));
            }
        }
        return images;
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
