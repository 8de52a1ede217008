// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.DnsReply;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.rollout.Environment;
import co.littleman.m1onk8s.rollout.LiveWorkload;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.rollout.PodTermination;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What one check sees of one component, and its connections to it. One for each execution of a check. */
public final class ComponentContext {
    /**
     * kube-proxy and CoreDNS hear of a change at once and act on it within a second (minSyncPeriod); five, when busy.
     */
    private static final Duration PROGRAMMING_BUDGET = Duration.ofSeconds(5);

    /** A watch is late by milliseconds; two seconds are a very busy machine. */
    private static final Duration VIEW_BUDGET = Duration.ofSeconds(2);

    private final AtomicInteger retries = new AtomicInteger();
    private final List<String> notes = new ArrayList<>();
    private final RunContext stack;
    private final Component component;
    private final int look;

    /** For a first look. */
    public ComponentContext(RunContext stack, Component component) {
        this(stack, component, 1);
    }

    /**
     * For a look of a check at a component.
     *
     * @param look how often the check has looked, this time included: what an earlier look has left is not its own
     */
    public ComponentContext(RunContext stack, Component component, int look) {
        this.stack = stack;
        this.component = component;
        this.look = look;
    }

    public RunContext stack() {
        return stack;
    }

    /** How often the check has looked at the component, this time included. */
    public int look() {
        return look;
    }

    public Component component() {
        return component;
    }

    public String namespace() {
        return component.namespace();
    }

    /** The workload, for checks that need one. */
    public Workload workload() {
        return Objects.requireNonNull(component.workload());
    }

    public List<DeclaredService> services() {
        return component.services();
    }

    /** Keeps a pod's end for a later check, so that one deletion serves all that look at it. */
    public void remember(PodTermination ending) {
        stack.remember(component, ending);
    }

    /** The end of a pod of this component that another check has seen. */
    public Optional<PodTermination> remembered() {
        return stack.remembered(component);
    }

    /** The live view of the component's namespace. */
    public NamespaceView view() {
        return stack.view(component.namespace());
    }

    /** What is known of the cluster that decides how long a bad sign may last. */
    public Environment circumstances() {
        return stack.circumstances();
    }

    /** The workload's live pods, without those that are on their way out. */
    public List<Pod> pods() {
        return view().podsOf(workload()).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /**
     * Those of them that are ready; at least one.
     *
     * @throws CheckFailedException NOT_READY if there is none
     */
    public List<Pod> readyPods() {
        // The view hears of a Deployment and of its pods by two watches, and of the one before the other.
        Poll.LOCAL.until(VIEW_BUDGET, () -> readyNow().size() >= wanted());
        List<Pod> ready = readyNow();
        if (ready.isEmpty()) {
            throw new CheckFailedException(Finding.of(
                            Cause.NOT_READY,
                            "%s %s has no ready pod any more."
                                    .formatted(workload().kind(), workload().name()))
                    .expected("the ready pods of a moment ago")
                    .next("kubectl -n %s get pods".formatted(namespace())));
        }
        return ready;
    }

    /** Those of them that are ready right now; perhaps none. */
    public List<Pod> readyNow() {
        return pods().stream().filter(Readiness::isPodReady).toList();
    }

    private int wanted() {
        return view().workload(workload()).map(LiveWorkload::wanted).orElse(1);
    }

    /** The addresses under which the cluster knows the Service; empty for a headless one. */
    public List<String> clusterIps(DeclaredService service) {
        return stack
                .view(service.namespace())
                .service(service)
                .map(live -> live.getSpec().getClusterIPs())
                .stream()
                .flatMap(List::stream)
                .filter(ip -> !ip.equals("None"))
                .toList();
    }

    /** Tells what was measured or found, for the verdict of a check that holds. */
    public void note(String seen) {
        synchronized (notes) {
            notes.add(seen);
        }
    }

    /** Tells at once what the component waits for, which may take the whole budget. */
    public void waitsFor(Finding finding) {
        stack.tell("waiting:   " + finding.reason());
    }

    /** All that was noted. */
    public String noted() {
        synchronized (notes) {
            return String.join("; ", notes);
        }
    }

    /** Counts questions that a check itself had to ask again. */
    public void askedAgain(int times) {
        retries.addAndGet(times);
    }

    /** How often a question was asked again because the network may not have been programmed yet. */
    public int retries() {
        return retries.get();
    }

    /**
     * Asks again if the network gave no answer at all, for as long as nodes may take to program a Service whose
     * endpoints just changed.
     *
     * @throws CheckFailedException the last answer, if it stays wrong
     */
    public void onceProgrammed(Runnable question) {
        long end = System.nanoTime() + PROGRAMMING_BUDGET.toNanos();
        Poll.REMOTE.until(PROGRAMMING_BUDGET.multipliedBy(2), () -> {
            try {
                question.run();
                return true;
            } catch (CheckFailedException e) {
                if (System.nanoTime() >= end || !e.finding().cause().has(Cause.Trait.UNPROGRAMMED)) {
                    throw e;
                }
                retries.incrementAndGet();
                return false;
            }
        });
    }

    /** A pod that asks from inside, beside the component. */
    public ClientPod clientPod() {
        return running(namespace());
    }

    /**
     * A pod beside the component that network policies let in.
     *
     * @throws CheckSkippedException NEED if policies let others in, and not us: what we see would say nothing
     */
    public ClientPod clientPodLetIn() {
        policies().requireLetIn(namespace());
        return clientPod();
    }

    /** The replies to questions that other components of the namespace may ask as well; asked once for all of them. */
    public List<DnsReply> sharedReplies(Set<String> names, Supplier<List<DnsReply>> ask) {
        return stack.sharedReplies().of(namespace(), names, look, ask);
    }

    /** What network policies say of connections to the component's pods. */
    public ComponentPolicies policies() {
        return new ComponentPolicies(stack, component);
    }

    /** A pod that asks from the peer namespace; skips the check if none is named. */
    public ClientPod peerPod() {
        String peer = stack.settings().scope().peerNamespace();
        if (peer == null) {
            throw new CheckSkippedException(SkipReason.NO_PEER, "");
        }
        policies().requireLetIn(peer);
        return running(peer);
    }

    /** A new pod if the first one was deleted. */
    private ClientPod running(String place) {
        ClientPod pod = stack.clientPod(namespace(), place);
        return pod.awaitStart() ? pod : stack.clientPod(namespace(), place).awaitRunning();
    }
}
