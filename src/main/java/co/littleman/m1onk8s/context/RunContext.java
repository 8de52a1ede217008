// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.apply.Existence;
import co.littleman.m1onk8s.apply.LiveObjects;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.rollout.Environment;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.rollout.PodTermination;
import co.littleman.m1onk8s.run.CleanUp;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Makers;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What checks see of one run: the cluster, the stack on it, and what the checks share. Closing it removes what was made
 * inside the cluster.
 */
public final class RunContext implements AutoCloseable {
    private final Settings settings;
    private final RunId run;
    private final Stack stack;
    private final Cluster cluster;
    private final UnaryOperator<String> hidden;
    private final LiveObjects live;
    private final Phases phases;
    private final Progress progress;
    private final Installation installation;
    private final Evidence evidence;
    private final NamespaceViews views;
    private final ConcurrentChanges changes;
    private final PacketLoss packetLoss = new PacketLoss();
    private final SharedReplies sharedReplies = new SharedReplies();
    private final SharedState shared = new SharedState();
    private final ClientPods clientPods;
    private final RunLeases leases;
    private final Map<Component, PodTermination> endings = new ConcurrentHashMap<>();
    private final Disruptions disruptions = new Disruptions();
    private final Map<Workload, Finding> stopped = new ConcurrentHashMap<>();

    /**
     * For one run.
     *
     * @param hidden by namespace, the secret that must not be shown; empty for none
     * @param leases what the run holds on the cluster, and puts on all that it makes there
     * @param evidence what is saved before the run itself changes what there is to see
     */
    public RunContext(
            Settings settings,
            RunId run,
            Stack stack,
            Cluster cluster,
            UnaryOperator<String> hidden,
            RunLeases leases,
            Phases phases,
            Progress progress,
            Evidence evidence) {
        this.settings = settings;
        this.run = run;
        this.stack = stack;
        this.cluster = cluster;
        this.leases = leases;
        this.hidden = hidden;
        this.live = new LiveObjects(cluster);
        this.phases = phases;
        this.progress = progress;
        this.installation = new Installation(settings.apply(), stack, cluster, phases, progress);
        this.evidence = evidence;
        this.views = new NamespaceViews(stack, cluster);
        this.changes = new ConcurrentChanges(views);
        this.clientPods = new ClientPods(settings, leases, stack, cluster, views, phases, progress);
    }

    /** True if the run may do here what checks of a level do. */
    public boolean reaches(Level level) {
        return leases.level().allows(level);
    }

    /** Lets a check of a level begin; it throws if the run may not go on. */
    public void admit(Level level) {
        leases.admit(level);
    }

    /**
     * Says, where the next run sees it, that a check begins to write keys without a TTL.
     *
     * @throws CheckFailedException if that cannot be said: nothing may be written then
     */
    public void mayLeaveKeys() {
        leases.mayLeaveKeys();
    }

    /** The check has taken them away. */
    public void leavesNoKeys() {
        leases.leavesNoKeys();
    }

    public Settings settings() {
        return settings;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** The secret of a namespace that must not be shown, such as a password; empty for none. */
    public String hidden(String namespace) {
        return hidden.apply(namespace);
    }

    /** What the checks of one kind share. */
    public SharedState shared() {
        return shared;
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

    /** True if nobody else uses the cluster; one that the caller started itself is its own as well. */
    public boolean isOwnCluster() {
        return cluster.isOurs() || settings.target() instanceof Target.Own;
    }

    Environment circumstances() {
        return new Environment(
                isOwnCluster(),
                settings.images().used().equals("offline"),
                new Makers(stack.manifests(), settings.apply()));
    }

    /** Says, while it is waited for, what the stack waits for. */
    public void tell(String line) {
        progress.note(line);
    }

    /** What the components did not survive in this run. */
    public Disruptions disruptions() {
        return disruptions;
    }

    /** Why this run has stopped a workload; empty if it has not. A second look would see it at 0. */
    public Optional<Finding> stopped(Workload workload) {
        return Optional.ofNullable(stopped.get(workload));
    }

    /** Keeps why a workload was stopped, for a second look. */
    public void remember(Workload workload, Finding why) {
        stopped.put(workload, why);
    }

    /**
     * Keeps a workload from making more pods, after what there is to see of them was saved; only one that this run has
     * installed, and of which nothing serves.
     *
     * @return false if that is somebody else's to do
     * @throws CheckFailedException if the API server refuses it
     */
    public boolean stop(Workload workload) {
        boolean serves = view(workload.namespace()).podsOf(workload).stream().anyMatch(Readiness::isPodReady);
        if (serves || !installation.mayStop(workload)) {
            return false;
        }
        evidence.collectNow(workload.namespace()).ifPresent(progress::note);
        installation.stop(workload);
        return true;
    }

    /** Installs the manifests; only asks what would come of it if the stack is to be judged as it is. */
    public void apply() {
        installation.apply();
    }

    /** True if the stack's namespaces are this run's own, and end with it: only then may they be deleted. */
    public boolean madeItsNamespaces() {
        return installation.madeItsNamespaces();
    }

    /**
     * Deletes all that this run's apply created, and waits until it is gone; the client pods go with their namespaces.
     *
     * @throws CheckFailedException LEFT_BEHIND naming what does not go
     */
    public void remove(Duration budget) {
        // What ran is seen now or never.
        views.imagesThatRan();
        installation.remove(budget);
    }

    void remember(Component component, PodTermination ending) {
        changes.spare(ending.pod());
        endings.put(component, ending);
    }

    Optional<PodTermination> remembered(Component component) {
        return Optional.ofNullable(endings.get(component));
    }

    /** The manifests' objects as they are on the cluster, asked for once for all checks. */
    public LiveObjects live() {
        return live;
    }

    /**
     * Asks for objects of the manifests by name.
     *
     * @throws CheckFailedException OBJECT_MISSING naming all that are not on the cluster
     */
    public void sees(List<Manifest> manifests) {
        new Existence(live).ofAll(manifests);
    }

    /** The live view of a namespace, shared by all checks. */
    public NamespaceView view(String namespace) {
        return views.of(namespace);
    }

    SharedReplies sharedReplies() {
        return sharedReplies;
    }

    /** Whether packets get lost inside the cluster. */
    public PacketLoss packetLoss() {
        return packetLoss;
    }

    /** What others do to the workloads while they are judged. */
    public ConcurrentChanges changes() {
        return changes;
    }

    /** The client pod that asks for a namespace's components, in that namespace or in a peer. */
    public ClientPod clientPod(String namespace, String place) {
        return clientPods.of(namespace, place);
    }

    /** The client pod in that namespace, if there is one already. */
    Optional<ClientPod> clientPodIfThere(String place) {
        return clientPods.ifThere(place);
    }

    /** Labels of the pods of a namespace: those that the manifests' workloads will have, and those of live pods. */
    public List<Map<String, String>> podLabels(String namespace) {
        return views.podLabels(namespace);
    }

    /** Holds what the checks see against what the API server says now; see {@link NamespaceView#refresh}. */
    public void refreshViews() {
        views.all().forEach(NamespaceView::refresh);
    }

    /** The images that really ran, by {@code component/container}, as the kubelet reported them. */
    public Map<String, String> imagesThatRan() {
        return views.imagesThatRan();
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(shared.closeables());
        all.add(clientPods);
        all.addAll(views.all());
        CleanUp.closeAll(all, progress);
    }
}
