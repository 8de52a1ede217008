// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks on while a workload's pods are created; what becomes of them afterwards is the rollout's matter. */
public final class PodCreation {
    /**
     * A refusal shows within two seconds. What is missing after ten was not refused: the rollout will say what it waits
     * for.
     */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final NamespaceView view;
    private final Workload workload;
    private final PodCreationFailure denial;
    private final Debounce steady;

    /**
     * Looks at one workload.
     *
     * @param waited is told what is waited for, if only the budget ends the waiting
     */
    public PodCreation(NamespaceView view, Workload workload, Environment circumstances, Consumer<Finding> waited) {
        this.view = view;
        this.workload = workload;
        this.denial = new PodCreationFailure(view, workload, circumstances);
        this.steady = new Debounce(waited);
    }

    /**
     * Returns as soon as the pods that are wanted exist, ready or not, or nothing refuses them.
     *
     * @param budget for what refuses them now, and may be over soon
     * @return how far the workload was by then
     * @throws CheckFailedException with what the cluster said when it refused a pod
     */
    public String await(Duration budget) {
        if (!Poll.LOCAL.until(BUDGET, this::isAdmitted) && steady.last().isPresent()) {
            Poll.LOCAL.until(budget.minus(BUDGET), this::isAdmitted);
            steady.last().ifPresent(trouble -> {
                throw new CheckFailedException(trouble.outOf(budget));
            });
        }
        return live().progress();
    }

    private boolean isAdmitted() {
        LiveWorkload live = live();
        Optional<RolloutProblem> trouble = denial.of(live);
        if (live.wantsNone() || live.isComplete() || (trouble.isEmpty() && (hasItsPods(live) || makesNone(live)))) {
            return true;
        }
        steady.observe(trouble);
        return false;
    }

    private LiveWorkload live() {
        return view.workload(workload).orElseThrow(() -> new CheckFailedException(Rollout.missing(workload)));
    }

    private boolean hasItsPods(LiveWorkload live) {
        boolean created = live.observed() >= live.generation() && live.updated() > 0;
        return created && (live.total() >= live.wanted() || waitsForItsLastPod(live));
    }

    /** Nobody refuses the pods of what is paused, or those that a node has rejected after they were created. */
    private boolean makesNone(LiveWorkload live) {
        return live.paused() || view.presentPodsOf(workload, live).stream().anyMatch(Rejections::isRejected);
    }

    /** A StatefulSet creates one pod after the other, each when the one before is ready. */
    private boolean waitsForItsLastPod(LiveWorkload live) {
        return workload.kind().equals("StatefulSet")
                && view.podsOf(live).stream().anyMatch(pod -> !Rollout.isReady(pod));
    }
}
