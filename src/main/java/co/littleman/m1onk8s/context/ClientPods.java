// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.ClientPodRequest;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The client pods of a run: one for each namespace that is asked from, for all questions of all checks. */
final class ClientPods implements AutoCloseable {
    private final Map<String, ClientPod> pods = new ConcurrentHashMap<>();
    private final Set<String> replaced = ConcurrentHashMap.newKeySet();
    private final Settings settings;
    private final RunLeases leases;
    private final Stack stack;
    private final Cluster cluster;
    private final NamespaceViews views;
    private final Phases phases;
    private final Progress progress;

    ClientPods(
            Settings settings,
            RunLeases leases,
            Stack stack,
            Cluster cluster,
            NamespaceViews views,
            Phases phases,
            Progress progress) {
        this.settings = settings;
        this.leases = leases;
        this.stack = stack;
        this.cluster = cluster;
        this.views = views;
        this.phases = phases;
        this.progress = progress;
    }

    /**
     * The client pod that asks for a namespace's components: created once, for all questions of all checks, and once
     * more if somebody takes it away. It runs the image of a server of that namespace that has the tools, or the one that
     * the settings name.
     *
     * @param place where the pod is to be: the components' own namespace, or a peer
     */
    ClientPod of(String namespace, String place) {
        return pods.compute(
                place,
                (name, known) -> known == null || (known.isGone() && replaced.add(name))
                        ? phases.time("client pod", () -> createClientPod(namespace, name))
                        : known);
    }

    Optional<ClientPod> ifThere(String place) {
        return Optional.ofNullable(pods.get(place));
    }

    private ClientPod createClientPod(String namespace, String place) {
        String named = settings.scope().clientImage();
        Optional<Component> host = stack.components().stream()
                .filter(component -> component.namespace().equals(namespace)
                        && component.servers().stream().anyMatch(Server::hasTools))
                .findFirst();
        if (named == null && host.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, Requirement.CLIENT_POD.words());
        }
        String image = named == null
                ? imageThatRuns(
                        Objects.requireNonNull(host.get().workload()),
                        host.get().servers().stream()
                                .filter(Server::hasTools)
                                .findFirst()
                                .orElseThrow()
                                .container())
                : settings.overrides().resolve(named);
        List<LocalObjectReference> pullSecrets = host.map(Component::workload)
                .map(workload -> workload.template().getSpec().getImagePullSecrets())
                .orElse(List.of());
        List<Map<String, String>> workloads = stack.workloads(namespace).stream()
                .map(Workload::podLabels)
                .distinct()
                .toList();
        ClientPod pod = ClientPod.create(
                cluster,
                views.of(place),
                place,
                leases.mark(place),
                new ClientPodRequest(
                        image,
                        settings.scope().clientLabels(),
                        pullSecrets,
                        place.equals(namespace) ? workloads : List.of()));
        leases.hold(pod.path());
        return pod;
    }

    /** A stack that is judged where it is may run its image under another name; the node has the one that runs. */
    private String imageThatRuns(Workload workload, Container declared) {
        return running(views.of(workload.namespace()).podsOf(workload), declared.getName())
                .orElse(declared.getImage());
    }

    /** The image of a container that runs in one of the pods; one that only waits for its image may be of no use. */
    static Optional<String> running(List<Pod> pods, String container) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null
                        && pod.getStatus().getContainerStatuses().stream()
                                .anyMatch(status -> status.getName().equals(container)
                                        && status.getState() != null
                                        && status.getState().getRunning() != null))
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .filter(one -> one.getName().equals(container))
                .map(Container::getImage)
                .findFirst();
    }

    /** Takes them away, and says which of them stay. */
    @Override
    public void close() {
        for (ClientPod pod : pods.values()) {
            try {
                pod.close();
            } catch (CheckFailedException e) {
                progress.note("warning:   %s is left there: %s The first start from probe up in a minute takes it away."
                        .formatted(pod, e.finding().reason()));
            }
        }
    }
}
