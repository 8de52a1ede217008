// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.diagnostics.Evidence;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.stack.Component;
import java.util.Set;

/** Saves what there is to see at the moment of a FAIL, before clean-up changes it; once for a namespace. */
final class FailureEvidence {
    private final RunContext context;
    private final Evidence evidence;
    private final Progress progress;

    FailureEvidence(RunContext context, Evidence evidence, Progress progress) {
        this.context = context;
        this.evidence = evidence;
        this.progress = progress;
    }

    /** Saves what concerns the check that failed. A failure to save costs no verdict. */
    void take(Finding finding, ExecutionPlan.PlannedCheck entry) {
        if (finding.cause().outcome() != Outcome.FAIL) {
            return;
        }
        Component component = entry.component();
        Set<String> namespaces = component == null ? context.namespaces() : Set.of(component.namespace());
        for (String namespace : namespaces) {
            try {
                evidence.collect(namespace).ifPresent(progress::note);
            } catch (RuntimeException e) {
                progress.note("warning:   evidence of namespace %s was not collected: %s".formatted(namespace, e));
            }
        }
    }
}
