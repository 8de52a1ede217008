// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailedPodsTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final LiveWorkload NOTHING_BEGUN = new LiveWorkload("u", 2, 2, 1, 0, 0, 0, "");
    private static final Pod EVICTED = pod("cache-1", "Failed", "Evicted", "The node was low on resource: memory. ");
    private static final Pod ENDED = pod("cache-2", "Succeeded", null, null);
    private static final Pod RUNNING = pod("cache-3", "Running", null, null);

    @Test
    void whereOnlyTheyAreLeftARolloutThatRecreatesDoesNotBegin() {
        assertThat(FailedPods.inTheWay(CACHE, NOTHING_BEGUN, List.of(EVICTED, ENDED)))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.finding().cause()).isEqualTo(Cause.FAILED_POD_IN_THE_WAY);
                    assertThat(trouble.finding().message()).isEqualTo("""
                            Deployment cache has no pods, and makes no new ones: an earlier pod that has failed was left behind.
                              expected   all pods updated and available
                              seen       generation 2 (observed 2), 1 wanted, 0 updated, 0 available, 0 in all
                              failed     pod cache-1: Evicted, The node was low on resource: memory.
                              failed     pod cache-2: Succeeded
                              declared   deployment/cache   50-cache.dep.yml:1
                              likely     with strategy Recreate the Deployment controller waits for the last old pod to be deleted, or until progressDeadlineSeconds are over
                              look       kubectl -n shop delete pod cache-1 cache-2   # ended for good; the rollout goes on then""");
                });
    }

    @Test
    void elsewhereTheyAreInNobodysWay() {
        assertThat(FailedPods.inTheWay(CACHE, NOTHING_BEGUN, List.of())).isEmpty();
        assertThat(FailedPods.inTheWay(CACHE, NOTHING_BEGUN, List.of(EVICTED, RUNNING)))
                .as("the old pod is ending")
                .isEmpty();
        assertThat(FailedPods.inTheWay(CACHE, new LiveWorkload("u", 2, 2, 1, 1, 1, 0, ""), List.of(EVICTED)))
                .as("the new one is counted, and not seen yet")
                .isEmpty();
        assertThat(FailedPods.inTheWay(CACHE, new LiveWorkload("u", 2, 1, 1, 0, 0, 0, ""), List.of(EVICTED)))
                .as("the controller has not looked")
                .isEmpty();
        Workload set =
                new Workload("StatefulSet", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.sts.yml", 1));
        assertThat(FailedPods.inTheWay(set, NOTHING_BEGUN, List.of(EVICTED))).isEmpty();
    }

    private static Pod pod(String name, String phase, @Nullable String reason, @Nullable String message) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .withReason(reason)
                .withMessage(message)
                .endStatus()
                .build();
    }
}
