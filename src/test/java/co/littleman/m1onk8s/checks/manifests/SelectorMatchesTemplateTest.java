// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorMatchesTemplateTest {
    private static final Workload CACHE =
            Declared.workload("cache", "metadata: {labels: {application: redis, role: cache, version: '7'}}");
    private static final Workload SESSIONS =
            Declared.workload("sessions", "metadata: {labels: {application: redis, role: session}}");

    @Test
    void aSelectorOfSomeOfItsOwnLabelsIsRight() {
        assertThat(findings("matchLabels: {application: redis, role: cache}")).isEmpty();
        assertThat(findings("matchExpressions: [{key: role, operator: In, values: [cache, page]}]"))
                .isEmpty();
    }

    @Test
    void aSelectorThatMatchesNotEvenItsOwnPods() {
        assertThat(findings("matchLabels: {role: cahce}")).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.SELECTOR_MISMATCH);
            assertThat(finding.message()).isEqualTo("""
                    The selector of Deployment cache does not match its own pod template.
                      selector     role=cahce                               50-cache.dep.yml:1
                      pod labels   application=redis,role=cache,version=7   50-cache.dep.yml:1
                      likely       a label was changed in one place and not in the other
                      look         kubectl apply --server-side --dry-run=server -f 50-cache.dep.yml""");
        });
    }

    @Test
    void noSelectorAtAllMatchesNothing() {
        assertThat(SelectorMatchesTemplate.findings(new LabelSelector(), CACHE, List.of(CACHE)))
                .extracting(Finding::cause)
                .containsExactly(Cause.SELECTOR_MISMATCH);
    }

    @Test
    void aSelectorThatTakesAnotherWorkloadsPods() {
        assertThat(findings("matchLabels: {application: redis}"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.SELECTORS_OVERLAP);
                    assertThat(finding.message()).isEqualTo("""
                    The selector of Deployment cache matches the pods of Deployment sessions too.
                      expected     a selector that tells the workloads apart
                      selector     application=redis                50-cache.dep.yml:1
                      pod labels   application=redis,role=session   50-sessions.dep.yml:1
                      likely       a label that says which is which is missing in the selector
                      look         kubectl -n shop get pods --show-labels""");
                });
    }

    private static List<Finding> findings(String selector) {
        return SelectorMatchesTemplate.findings(
                Declared.yaml(selector, LabelSelector.class), CACHE, List.of(CACHE, SESSIONS));
    }
}
