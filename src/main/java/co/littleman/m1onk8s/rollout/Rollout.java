// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Waits for a workload's rollout: the present generation, all pods updated and available, and no old ones left. */
public final class Rollout {
    /** Who pauses a rollout by hand does not resume it within seconds. */
    private static final Duration PAUSED = Duration.ofSeconds(3);

    private final NamespaceView view;
    private final Workload workload;
    private final Environment circumstances;
    private final PodProblem podTrouble;
    private final PodCreationFailure denial;
    private final PodStartFailure beginnings;
    private final Hooks hooks;
    private final ReadinessGates gates;
    private final Rejections rejections;
    private final Debounce steady;

    /**
     * For one wait.
     *
     * @param waited is told, as soon as it is seen, what is waited for if only the budget ends the waiting
     */
    public Rollout(NamespaceView view, Workload workload, Environment circumstances, Consumer<Finding> waited) {
        this.view = view;
        this.workload = workload;
        this.circumstances = circumstances;
        this.podTrouble = new PodProblem(workload, circumstances);
        this.denial = new PodCreationFailure(view, workload, circumstances);
        this.beginnings = new PodStartFailure(view, workload, circumstances);
        this.hooks = new Hooks(view, workload);
        this.gates = new ReadinessGates(workload, circumstances);
        this.rejections = new Rejections(workload);
        this.steady = new Debounce(waited);
    }

    /**
     * Waits until the rollout is complete; stops early if nothing can get better.
     *
     * @return the workload as it is then
     * @throws CheckFailedException with the cause, the last value seen and the budget
     */
    public LiveWorkload awaitComplete(Duration budget) {
        AtomicReference<LiveWorkload> last = new AtomicReference<>();
        if (!Poll.LOCAL.until(budget, () -> isComplete(last))) {
            throw new CheckFailedException(outOfBudget(budget));
        }
        return Objects.requireNonNull(last.get());
    }

    /**
     * Looks once at pods that are awaited by somebody else.
     *
     * @throws CheckFailedException with the cause, if nothing can get better
     */
    public void requireHope() {
        view.workload(workload).ifPresent(live -> steady.observe(trouble(live)));
    }

    private boolean isComplete(AtomicReference<LiveWorkload> last) {
        LiveWorkload live = view.workload(workload).orElseThrow(() -> new CheckFailedException(missing(workload)));
        last.set(live);
        if (live.wantsNone()) {
            throw new CheckFailedException(noReplicas(workload));
        }
        if (live.isComplete()) {
            return true;
        }
        steady.observe(trouble(live));
        return false;
    }

    private Optional<RolloutProblem> trouble(LiveWorkload live) {
        List<Pod> present = view.presentPodsOf(workload, live);
        return denial.of(live)
                .or(() -> paused(workload, live, circumstances.isPausedInFile(workload)))
                .or(() -> EndedPod.of(workload, present))
                .or(() -> rejections.of(present, view.podsOf(live).stream().anyMatch(Rollout::isReady)))
                .or(() -> FailedPods.inTheWay(workload, live, view.podsOf(live)))
                .or(() ->
                        unready(live).stream().flatMap(pod -> of(pod).stream()).findFirst());
    }

    private Optional<RolloutProblem> of(Pod pod) {
        return hooks.of(pod)
                .or(() -> podTrouble.of(pod).map(trouble -> untilRoomIsMade(trouble, view.pods())))
                .or(() -> beginnings.of(pod))
                .or(() -> gates.of(pod));
    }

    /** While a pod ends, within its grace period, the place that it has is not free yet. */
    static RolloutProblem untilRoomIsMade(RolloutProblem trouble, List<Pod> neighbours) {
        boolean somePodEnds =
                neighbours.stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        return trouble.finding().cause() == Cause.UNSCHEDULABLE && somePodEnds
                ? new RolloutProblem(trouble.finding(), RolloutProblem.UNTIL_BUDGET)
                : trouble;
    }

    private List<Pod> unready(LiveWorkload live) {
        return view.podsOf(live).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> !FailedPods.isTerminal(pod))
                .filter(pod -> !isReady(pod))
                .toList();
    }

    static boolean isReady(Pod pod) {
        return Readiness.isPodReady(pod);
    }

    /** Resumed by hand, what is paused in its file is paused again by the next apply. */
    static Optional<RolloutProblem> paused(Workload workload, LiveWorkload live, boolean inFile) {
        if (!live.paused()) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                        Cause.ROLLOUT_INCOMPLETE,
                        "%s %s is not rolled out: it is paused (spec.paused%s)."
                                .formatted(workload.kind(), workload.name(), inFile ? ", in its own file" : ""))
                .expected("all pods updated and available")
                .seen(live.progress())
                .detail("declared", workload.reference(), workload.file());
        return Optional.of(
                inFile
                        ? new RolloutProblem(
                                finding.likely(
                                                "exported while it was paused: the controller makes no pods of a new template, after each apply anew")
                                        .next("take \"paused: true\" out of %s, and apply it"
                                                .formatted(workload.file())),
                                Duration.ZERO)
                        : new RolloutProblem(
                                finding.likely(
                                                "left over from a rollout by hand: the controller makes no pods of a new template")
                                        .next("kubectl -n %s rollout resume %s"
                                                .formatted(workload.namespace(), workload.reference())),
                                PAUSED));
    }

    static Finding missing(Workload workload) {
        return Finding.of(
                        Cause.OBJECT_MISSING,
                        "%s %s is not on the cluster.".formatted(workload.kind(), workload.name()))
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s get %s".formatted(workload.namespace(), workload.reference()));
    }

    /** How many pods a DaemonSet has is not for it to say: one on each node that fits. */
    static Finding noReplicas(Workload workload) {
        boolean isOnEachNode = workload.kind().equals("DaemonSet");
        return Finding.of(
                        Cause.NO_REPLICAS,
                        "%s %s asks for 0 pods, so nothing serves.".formatted(workload.kind(), workload.name()))
                .expected("at least 1 pod")
                .seen("0 wanted")
                .detail("declared", workload.reference(), workload.file())
                .likely(
                        isOnEachNode
                                ? "its nodeSelector, affinity or tolerations fit no node of the cluster"
                                : "scaled down and forgotten")
                .next(
                        isOnEachNode
                                ? "kubectl get nodes --show-labels"
                                : "kubectl -n %s scale %s --replicas=1"
                                        .formatted(workload.namespace(), workload.reference()));
    }

    private Finding outOfBudget(Duration budget) {
        Optional<RolloutProblem> trouble = steady.last();
        if (trouble.isPresent()) {
            return trouble.get().outOf(budget);
        }
        LiveWorkload live = view.workload(workload).orElseThrow(() -> new CheckFailedException(missing(workload)));
        Finding finding = outOfBudget(
                workload,
                live,
                unready(live).stream()
                        .flatMap(pod -> UnreadyContainers.of(pod).stream())
                        .toList(),
                budget);
        for (Pod pod : view.podsOf(live)) {
            finding = FailedPods.isTerminal(pod) ? finding.detail("failed", FailedPods.line(pod)) : finding;
        }
        return finding;
    }

    /** What is to be said if nothing is wrong but the time; {@code waiting} are the containers not ready. */
    static Finding outOfBudget(Workload workload, LiveWorkload live, List<String> waiting, Duration budget) {
        Finding finding = !workload.hasController()
                ? Finding.of(
                        Cause.NOT_READY,
                        "Pod %s did not become ready within %d s.".formatted(workload.name(), budget.toSeconds()))
                : waiting.isEmpty()
                        ? Finding.of(
                                Cause.ROLLOUT_INCOMPLETE,
                                "%s %s was not rolled out within %d s."
                                        .formatted(workload.kind(), workload.name(), budget.toSeconds()))
                        : Finding.of(
                                Cause.NOT_READY,
                                "%s %s has pods that did not become ready within %d s."
                                        .formatted(workload.kind(), workload.name(), budget.toSeconds()));
        for (String container : waiting) {
            finding = finding.detail("not ready", container);
        }
        boolean onlyWaits = waiting.isEmpty() && live.minReadySeconds() > 0;
        return finding.expected("all pods updated and available")
                .seen(live.progress())
                .likely(
                        onlyWaits
                                ? "minReadySeconds is %d: so long must a pod be ready before it counts (--rollout-timeout is the budget)"
                                        .formatted(live.minReadySeconds())
                                : "")
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s describe %s && kubectl -n %s get events"
                        .formatted(workload.namespace(), workload.reference(), workload.namespace()));
    }
}
