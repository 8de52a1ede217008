// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetLetsDrainTest {
    private static final Workload CACHE = Declared.workload("cache", "metadata: {labels: {app: shop, role: cache}}");
    private static final Workload WEB = Declared.workload("web", "metadata: {labels: {app: shop, role: web}}");

    @ParameterizedTest
    @CsvSource({
        "minAvailable: 1,      1, true",
        "minAvailable: 1,      2, false",
        "minAvailable: 100%,   3, true",
        "minAvailable: 50%,    1, true",
        "minAvailable: 50%,    2, false",
        "minAvailable: 0,      1, false",
        "maxUnavailable: 0,    5, true",
        "maxUnavailable: 0%,   5, true",
        "maxUnavailable: 1,    1, false",
        "maxUnavailable: 10%,  1, false",
        "minAvailable: 1,      0, false",
    })
    void theSumIsTheApiServers(String rule, int pods, boolean blocks) {
        assertThat(finding(rule + ", selector: {matchLabels: {role: cache}}", pods)
                        .isPresent())
                .isEqualTo(blocks);
    }

    @Test
    void aBudgetThatLetsNothingGo() {
        assertThat(finding("minAvailable: 1, selector: {matchLabels: {role: cache}}", 1))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.DRAIN_BLOCKED);
                    assertThat(finding.message()).isEqualTo("""
                            PodDisruptionBudget stay never lets a pod of Deployment cache be evicted.
                              expected     at least one pod that may be evicted
                              seen         minAvailable 1, of 1
                              selector     role=cache            live
                              pod labels   app=shop,role=cache   50-cache.dep.yml:1
                              likely       a budget for many replicas, over a workload that has few
                              look         kubectl -n shop get poddisruptionbudget stay""");
                });
    }

    @Test
    void aBudgetOverSeveralWorkloadsCountsThemTogether() {
        assertThat(finding("minAvailable: 1, selector: {matchLabels: {app: shop}}", 1))
                .isEmpty();
        assertThat(finding("minAvailable: 2, selector: {}", 1)).isPresent();
    }

    @Test
    void aBudgetOverOthersOrOverNothingIsNotOurs() {
        assertThat(finding("minAvailable: 1, selector: {matchLabels: {role: web}}", 1))
                .isEmpty();
        assertThat(finding("minAvailable: 1", 1)).isEmpty();
    }

    @Test
    void podsThatOnlyTheControllerSeesCountAsWell() {
        PodDisruptionBudget budget = budget("minAvailable: 1, selector: {matchLabels: {role: cache}}");
        budget.setStatus(Declared.yaml("status: {expectedPods: 2}", PodDisruptionBudget.class)
                .getStatus());

        assertThat(DisruptionBudgetLetsDrain.finding(budget, CACHE, List.of(CACHE), workload -> 1))
                .isEmpty();
    }

    private static Optional<Finding> finding(String spec, int pods) {
        return DisruptionBudgetLetsDrain.finding(budget(spec), CACHE, List.of(CACHE, WEB), workload -> pods);
    }

    private static PodDisruptionBudget budget(String spec) {
        return Declared.yaml("metadata: {name: stay}\nspec: {%s}".formatted(spec), PodDisruptionBudget.class);
    }
}
