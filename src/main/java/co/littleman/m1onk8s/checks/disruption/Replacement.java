// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.rollout.PodTermination;
import co.littleman.m1onk8s.rollout.Rollout;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** One pod deleted, and its successor awaited: done once for a component, for all checks that look at it. */
public final class Replacement {
    private final ComponentContext it;
    private final PodTermination ending;

    private final Set<String> before;

    private Replacement(ComponentContext it, PodTermination ending) {
        this.it = it;
        this.ending = ending;
        this.before = it.pods().stream().map(Replacement::uid).collect(Collectors.toSet());
    }

    /** Deletes the pod with its own grace period, as a drained node does. */
    public static Replacement of(ComponentContext it, Pod pod) {
        String name = pod.getMetadata().getName();
        PodTermination ending = new PodTermination(
                it.view(),
                pod,
                it.workload().containers().stream().map(Container::getName).collect(Collectors.toSet()));
        Replacement replacement = new Replacement(it, ending);
        it.remember(ending);
        try {
            it.stack()
                    .cluster()
                    .client()
                    .pods()
                    .inNamespace(it.namespace())
                    .withName(name)
                    .delete();
        } catch (KubernetesClientException e) {
            throw ApiProblem.of("deleting pod " + name, e);
        }
        return replacement;
    }

    public PodTermination ending() {
        return ending;
    }

    /**
     * Waits for a new pod to be ready.
     *
     * @throws CheckFailedException NOT_REPLACED if there is none as long as a rollout may take
     */
    public void awaitSuccessor() {
        Duration budget = it.stack().settings().timeouts().rollout();
        Rollout rollout = new Rollout(it.view(), it.workload(), it.circumstances(), it::waitsFor);
        boolean ready = Poll.LOCAL.until(budget, () -> {
            ending.isOver();
            if (it.readyNow().stream().anyMatch(this::isSuccessor)) {
                return true;
            }
            requireHope(rollout);
            return false;
        });
        if (!ready) {
            throw new CheckFailedException(notReplaced(it.workload(), ending.name(), budget));
        }
    }

    private void requireHope(Rollout rollout) {
        try {
            rollout.requireHope();
        } catch (CheckFailedException hopeless) {
            if (hopeless.finding().cause().outcome() != Outcome.FAIL) {
                throw hopeless;
            }
            throw new CheckFailedException(notReplaced(it.workload(), ending.name(), hopeless.finding()), hopeless);
        }
    }

    static Finding notReplaced(Workload workload, String pod, Finding why) {
        return Finding.of(
                        Cause.NOT_REPLACED,
                        "No new pod of %s %s becomes ready after the deletion of pod %s."
                                .formatted(workload.kind(), workload.name(), pod))
                .expected("a new pod, ready")
                .seen(why.reason() + (why.seen().isEmpty() ? "" : "\n" + why.seen()))
                .detail("declared", workload.reference(), workload.file())
                .likely(why.likely().isEmpty() ? "what it needs was changed since the old pod started" : why.likely())
                .next(why.next());
    }

    static Finding notReplaced(Workload workload, String pod, Duration budget) {
        return Finding.of(
                        Cause.NOT_REPLACED,
                        "No new pod of %s %s became ready within %d s of the deletion of pod %s."
                                .formatted(workload.kind(), workload.name(), budget.toSeconds(), pod))
                .expected("a new pod, ready")
                .detail("declared", workload.reference(), workload.file())
                .likely("the image can no longer be pulled, no node has room, or what it needs was changed since")
                .next("kubectl -n %s get pods,events".formatted(workload.namespace()));
    }

    /** With several replicas some were ready before. */
    private boolean isSuccessor(Pod pod) {
        return !before.contains(uid(pod));
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
