// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Does the sum that the API server does for each eviction, for the pods that there should be. */
public final class DisruptionBudgetLetsDrain implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "disruption-budget-lets-drain",
                    Level.OBSERVE,
                    "Every PodDisruptionBudget over this component's pods lets at least one of them be evicted.",
                    "A node with this pod on it cannot be drained: upgrades of the cluster hang there.")
            .requiring(Requirement.WORKLOAD)
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        List<Workload> all = it.stack().stack().workloads(it.namespace());
        ManifestFindings.none(it.stack().live().disruptionBudgets(it.namespace()).stream()
                .flatMap(budget -> finding(budget, it.workload(), all, workload -> wanted(it, workload)).stream())
                .toList());
    }

    private static int wanted(ComponentContext it, Workload workload) {
        return it.view()
                .workload(workload)
                .map(live -> live.wanted())
                .orElseGet(() -> it.stack()
                        .stack()
                        .manifest(workload)
                        .object()
                        .at("/spec/replicas")
                        .asInt(1));
    }

    /** {@code all}: a budget may be over several workloads' pods, and then counts them together. */
    static Optional<Finding> finding(
            PodDisruptionBudget budget, Workload workload, List<Workload> all, ToIntFunction<Workload> wanted) {
        Eviction eviction = new Eviction(budget);
        int pods = all.stream().filter(eviction::covers).mapToInt(wanted).sum();
        if (!eviction.covers(workload) || wanted.applyAsInt(workload) == 0 || eviction.allowedOf(pods) > 0) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.DRAIN_BLOCKED,
                        "PodDisruptionBudget %s never lets a pod of %s %s be evicted."
                                .formatted(budget.getMetadata().getName(), workload.kind(), workload.name()))
                .expected("at least one pod that may be evicted")
                .seen("%s, of %d".formatted(eviction.rule(), eviction.podsOf(pods)))
                .detail("selector", Labels.text(budget.getSpec().getSelector()), "live")
                .detail("pod labels", Labels.text(workload.podLabels()), workload.file())
                .likely("a budget for many replicas, over a workload that has few")
                .next("kubectl -n %s get poddisruptionbudget %s"
                        .formatted(workload.namespace(), budget.getMetadata().getName())));
    }
}
