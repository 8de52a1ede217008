// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;

/** How many pods a budget lets go, when all that should be there are well. */
record Eviction(PodDisruptionBudget budget) {
    private static final double HUNDRED = 100;

    /** True if the budget is over the workload's pods; one without a selector is over none (policy/v1). */
    boolean covers(Workload workload) {
        return spec().getSelector() != null && Labels.match(spec().getSelector(), workload.podLabels());
    }

    /** At least as many as the controller counted: it also sees pods of which the manifests do not know. */
    int podsOf(int declared) {
        Integer counted = budget.getStatus() == null ? null : budget.getStatus().getExpectedPods();
        return counted == null ? declared : Math.max(declared, counted);
    }

    int allowedOf(int declared) {
        int pods = podsOf(declared);
        if (spec().getMaxUnavailable() != null) {
            return Math.min(pods, scaled(spec().getMaxUnavailable(), pods));
        }
        return spec().getMinAvailable() == null ? pods : pods - scaled(spec().getMinAvailable(), pods);
    }

    /** Such as {@code minAvailable 1}. */
    String rule() {
        return spec().getMaxUnavailable() == null
                ? "minAvailable " + spec().getMinAvailable().getValue()
                : "maxUnavailable " + spec().getMaxUnavailable().getValue();
    }

    /** Percentages are rounded up, both of them, as the disruption controller does. */
    private static int scaled(IntOrString value, int of) {
        String percent = value.getStrVal();
        return percent == null
                ? value.getIntVal()
                : (int) Math.ceil(Integer.parseInt(percent.replace("%", "")) * of / HUNDRED);
    }

    private PodDisruptionBudgetSpec spec() {
        return budget.getSpec();
    }
}
