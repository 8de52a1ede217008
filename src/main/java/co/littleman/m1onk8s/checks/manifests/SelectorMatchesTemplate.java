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
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/** Holds the workload's selector against the labels of all templates. */
public final class SelectorMatchesTemplate implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "selector-matches-template",
                    Level.OBSERVE,
                    "The workload's selector matches its own pod template, and no other workload's.",
                    "The manifest cannot be installed anew, or two controllers fight over the same pods.")
            .requiring(Requirement.CONTROLLER)
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        Stack stack = it.stack().stack();
        LabelSelector selector = stack.manifest(it.workload())
                .at("/spec/selector", LabelSelector.class)
                .orElseGet(LabelSelector::new);
        ManifestFindings.none(findings(selector, it.workload(), stack.workloads(it.namespace())));
    }

    static List<Finding> findings(LabelSelector selector, Workload workload, List<Workload> all) {
        List<Finding> findings = new ArrayList<>();
        if (Labels.text(selector).isEmpty() || !Labels.match(selector, workload.podLabels())) {
            findings.add(mismatch(selector, workload));
        }
        all.stream()
                .filter(other -> !(other.kind() + other.name()).equals(workload.kind() + workload.name()))
                // Only a controller would make pods against this one.
                .filter(Workload::hasController)
                .filter(other -> Labels.match(selector, other.podLabels()))
                .forEach(other -> findings.add(overlap(selector, workload, other)));
        return findings;
    }

    private static Finding mismatch(LabelSelector selector, Workload workload) {
        return Finding.of(
                        Cause.SELECTOR_MISMATCH,
                        "The selector of %s %s does not match its own pod template."
                                .formatted(workload.kind(), workload.name()))
                .detail("selector", Labels.text(selector), workload.file())
                .detail("pod labels", Labels.text(workload.podLabels()), workload.file())
                .likely("a label was changed in one place and not in the other")
                .next("kubectl apply --server-side --dry-run=server -f "
                        + workload.file().origin());
    }

    private static Finding overlap(LabelSelector selector, Workload workload, Workload other) {
        return Finding.of(
                        Cause.SELECTORS_OVERLAP,
                        "The selector of %s %s matches the pods of %s %s too."
                                .formatted(workload.kind(), workload.name(), other.kind(), other.name()))
                .expected("a selector that tells the workloads apart")
                .detail("selector", Labels.text(selector), workload.file())
                .detail("pod labels", Labels.text(other.podLabels()), other.file())
                .likely("a label that says which is which is missing in the selector")
                .next("kubectl -n %s get pods --show-labels".formatted(workload.namespace()));
    }
}
