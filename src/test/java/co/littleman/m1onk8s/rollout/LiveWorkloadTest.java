// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveWorkloadTest {
    @ParameterizedTest(name = "{7}")
    @CsvSource({
        "2, 2, 1, 1, 1, 1, true,  one pod of the present generation is available",
        "2, 2, 3, 3, 3, 3, true,  so are three",
        "2, 1, 1, 1, 1, 1, false, the controller has not acted on the present generation",
        "2, 2, 1, 2, 1, 1, false, an old pod is left",
        "2, 2, 1, 1, 0, 1, false, only the old pod is available",
        "2, 2, 1, 1, 1, 0, false, the new pod is not available",
        "2, 2, 2, 2, 2, 1, false, one of two is not available",
        "2, 2, 1, 0, 0, 0, false, there is no pod",
    })
    void aRolloutIsComplete(
            long generation,
            long observed,
            int wanted,
            int total,
            int updated,
            int available,
            boolean complete,
            String because) {
        LiveWorkload live = new LiveWorkload("uid", generation, observed, wanted, total, updated, available, "");

        assertThat(live.isComplete()).as(because).isEqualTo(complete);
    }

    /** A DaemonSet says 0 until its controller has counted the nodes that fit. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0, false", "1, 1, 0, true", "1, 1, 1, false"})
    void noPodsAreWantedOnceTheControllerHasSaidSo(long generation, long observed, int wanted, boolean none) {
        assertThat(new LiveWorkload("uid", generation, observed, wanted, 0, 0, 0, "").wantsNone())
                .isEqualTo(none);
    }

    @Test
    void itsProgressIsOneLine() {
        assertThat(new LiveWorkload("uid", 3, 2, 1, 2, 1, 0, "").progress())
                .isEqualTo("generation 3 (observed 2), 1 wanted, 1 updated, 0 available, 2 in all");
    }

    @Test
    void aDeploymentThatTheControllerHasNotSeenHasNoPods() {
        assertThat(LiveWorkload.of(Serialization.unmarshal(
                        "metadata: {uid: u, generation: 1}\nspec: {}\nstatus: {}\n", Deployment.class)))
                .isEqualTo(new LiveWorkload("u", 1, 0, 1, 0, 0, 0, ""));
    }

    @Test
    void aDeploymentTellsWhatKeepsPodsFromBeingCreated() {
        assertThat(LiveWorkload.of(Serialization.unmarshal("""
                        metadata: {uid: u, generation: 1}
                        spec: {replicas: 2}
                        status:
                          observedGeneration: 1
                          replicas: 4
                          updatedReplicas: 3
                          availableReplicas: 2
                          conditions:
                            - {type: Progressing, status: "True", message: of no interest}
                            - {type: ReplicaFailure, status: "True", message: exceeded quota}
                        """, Deployment.class)))
                .isEqualTo(new LiveWorkload("u", 1, 1, 2, 4, 3, 2, "exceeded quota"));
    }

    @Test
    void aStatefulSetSpeaksTheSameWords() {
        assertThat(LiveWorkload.of(Serialization.unmarshal("""
                        metadata: {uid: u, generation: 2}
                        spec: {replicas: 4}
                        status: {observedGeneration: 2, replicas: 3, updatedReplicas: 2, availableReplicas: 1}
                        """, StatefulSet.class)))
                .isEqualTo(new LiveWorkload("u", 2, 2, 4, 3, 2, 1, ""));
    }

    /** Its generation is new in Kubernetes 1.33. */
    @ParameterizedTest
    @CsvSource({
        "generation: 3, Running, True,  3, 1",
        "generation: 3, Running, False, 3, 0",
        "name: cache,   Running, True,  0, 1",
        "name: cache,   Failed,  True,  0, 0",
    })
    void aBarePodIsAllThePodsThatItWants(String generation, String phase, String ready, long given, int available) {
        assertThat(LiveWorkload.of(Serialization.unmarshal("""
                        metadata: {uid: u, %s}
                        status: {phase: %s, conditions: [{type: Ready, status: "%s"}]}
                        """.formatted(generation, phase, ready), Pod.class)))
                .isEqualTo(new LiveWorkload("u", given, given, 1, 1, 1, available, ""));
    }

    @Test
    void aDaemonSetWantsAPodOnEachNode() {
        assertThat(LiveWorkload.of(Serialization.unmarshal("""
                        metadata: {uid: u, generation: 2}
                        spec: {}
                        status:
                          observedGeneration: 2
                          desiredNumberScheduled: 4
                          currentNumberScheduled: 3
                          updatedNumberScheduled: 2
                          numberAvailable: 1
                        """, DaemonSet.class)))
                .isEqualTo(new LiveWorkload("u", 2, 2, 4, 3, 2, 1, ""));
    }
}
