// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.rollout.LiveWorkload;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What others do to the workloads while they are judged. If somebody deploys, or a node is drained, what checks see is
 * of the one state, of the other, or of the time between, and says nothing of either.
 */
public final class ConcurrentChanges {
    private final Map<Component, State> judged = new ConcurrentHashMap<>();
    private final Set<String> ours = ConcurrentHashMap.newKeySet();
    private final NamespaceViews views;

    ConcurrentChanges(NamespaceViews views) {
        this.views = views;
    }

    /**
     * A workload that is rolled out.
     *
     * @param uid of the workload, which may be made anew
     * @param generation of its spec
     * @param pods uids of its pods, by name
     */
    public record State(String uid, long generation, Map<String, String> pods) {
        private boolean hasSpecOf(LiveWorkload live) {
            return uid.equals(live.uid()) && generation == live.generation();
        }
    }

    /** The state that is judged; null if none has been found rolled out. */
    public @Nullable State judged(Component component) {
        return judged.get(component);
    }

    /** This state is judged from now on. */
    public void judge(Component component, LiveWorkload rolledOut) {
        Map<String, String> pods = views.of(component.namespace()).podsOf(rolledOut).stream()
                .filter(ConcurrentChanges::stays)
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), ConcurrentChanges::uid));
        judged.put(component, new State(rolledOut.uid(), rolledOut.generation(), pods));
    }

    /**
     * Waits until what there is now is rolled out, and has it judged from then on.
     *
     * @return false if that takes longer than the budget
     */
    public boolean awaitRolledOut(Component component, Duration budget) {
        return Poll.LOCAL.until(budget, () -> {
            Optional<LiveWorkload> complete =
                    live(component).filter(LiveWorkload::isComplete).filter(live -> hasItsPods(component, live));
            complete.ifPresent(live -> judge(component, live));
            return complete.isPresent();
        });
    }

    /** Its status is a little late if a pod has just gone. */
    private boolean hasItsPods(Component component, LiveWorkload live) {
        return views.of(component.namespace()).podsOf(live).stream()
                        .filter(pod -> stays(pod) && Readiness.isPodReady(pod))
                        .count()
                >= live.wanted();
    }

    /**
     * True if the workload is there, with another spec or without one of the pods. A pod goes only if somebody deletes
     * it: what crashes is started again in its place, and one that the kubelet evicts stays, as failed.
     */
    public boolean areThere(Component component, @Nullable State since) {
        return since != null
                && live(component)
                        .filter(live -> !since.hasSpecOf(live)
                                || deleted(component, since).isPresent())
                        .isPresent();
    }

    /** A check deletes this pod: that is no change by others. */
    void spare(Pod pod) {
        ours.add(uid(pod));
    }

    /**
     * What is said if nobody can tell.
     *
     * @param looked what it looked like
     */
    public Finding untold(String check, Component component, State since, String looked) {
        Workload workload = Objects.requireNonNull(component.workload());
        String title = workload.kind() + " " + workload.name();
        Optional<LiveWorkload> live = live(component);
        Optional<String> deleted = live.filter(since::hasSpecOf).flatMap(now -> deleted(component, since));
        String changed =
                deleted.isPresent() ? "" : views.of(component.namespace()).lastChange(workload);
        String what = deleted.map(pod -> "Pod %s of %s was deleted".formatted(pod, title))
                .orElse(title + " was changed");
        return Finding.of(
                        Cause.STACK_CHANGED,
                        "%s while %s was judged: what was seen then says nothing of the stack.".formatted(what, check))
                .expected("generation %d and the same pods all the while".formatted(since.generation()))
                .seen(live.map(LiveWorkload::progress).orElse("no such workload")
                        + (changed.isEmpty() ? "" : "; last changed by " + changed))
                .detail("looked like", looked)
                .likely(
                        deleted.isPresent()
                                ? "somebody by hand, a drain of its node, or a descheduler"
                                : "somebody, or a controller, deployed or scaled it meanwhile")
                .next((workload.hasController()
                                ? "kubectl -n %s rollout status %s   # then run again"
                                : "kubectl -n %s wait --for=condition=Ready %s   # then run again")
                        .formatted(workload.namespace(), workload.reference()));
    }

    private Optional<String> deleted(Component component, State since) {
        NamespaceView view = views.of(component.namespace());
        return since.pods().entrySet().stream()
                .filter(pod -> !ours.contains(pod.getValue()))
                .filter(pod -> view.pod(pod.getKey())
                        .filter(live -> uid(live).equals(pod.getValue()) && stays(live))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static boolean stays(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null;
    }

    private Optional<LiveWorkload> live(Component component) {
        Workload workload = component.workload();
        return workload == null
                ? Optional.empty()
                : views.of(component.namespace()).workload(workload);
    }
}
