// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The messages are those of Kubernetes 1.34. */
class PodStartFailureTest {
    @Test
    void aRuntimeThatTheNodeDoesNotHave() {
        assertThat(trouble(event(
                        "FailedCreatePodSandBox",
                        "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for 'kata' is configured",
                        "10:00:05")))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.finding().cause()).isEqualTo(Cause.CONTAINER_CONFIG_INVALID);
                    assertThat(trouble.patience()).isLessThan(RolloutProblem.UNTIL_BUDGET);
                    assertThat(trouble.finding().message()).isEqualTo("""
                            Pods of Deployment cache have a node, and do not begin there: FailedCreatePodSandBox.
                              seen       Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for 'kata' is configured
                              declared   deployment/cache   50-cache.dep.yml:1
                              likely     runtimeClassName names a RuntimeClass whose handler the node's container runtime does not have
                              look       kubectl -n shop describe pod cache-1""");
                });
    }

    @Test
    void aVolumeMayStillCome() {
        assertThat(trouble(event(
                        "FailedMount",
                        "MountVolume.SetUp failed for volume conf : configmap conf not found",
                        "10:00:05")))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.finding().cause()).isEqualTo(Cause.CONTAINER_CONFIG_INVALID);
                    assertThat(trouble.finding().likely()).startsWith("a volume of the pod");
                    assertThat(trouble.patience()).isEqualTo(RolloutProblem.UNTIL_BUDGET);
                });
    }

    @Test
    void aNodeWithoutANetworkIsNoFaultOfTheStack() {
        assertThat(trouble(event(
                        "FailedCreatePodSandBox",
                        "Failed to create pod sandbox: plugin type=calico failed (add): failed to setup network for sandbox",
                        "10:00:05")))
                .hasValueSatisfying(
                        trouble -> assertThat(trouble.finding().cause()).isEqualTo(Cause.NODE_NOT_READY));
    }

    @Test
    void theLastThatWasSaidCounts() {
        assertThat(trouble(
                        event("FailedMount", "second", "10:00:07"),
                        event("FailedMount", "first", "10:00:05"),
                        event("Scheduled", "assigned", "10:00:09")))
                .hasValueSatisfying(
                        trouble -> assertThat(trouble.finding().seen()).isEqualTo("second"));
        assertThat(trouble(event("Scheduled", "assigned", "10:00:09"))).isEmpty();
    }

    private static Optional<RolloutProblem> trouble(Event... events) {
        return PodStartFailure.trouble(
                new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1)),
                new Environment(true, false),
                Serialization.unmarshal("metadata: {name: cache-1}", Pod.class),
                List.of(events));
    }

    private static Event event(String reason, String message, String at) {
        return Serialization.unmarshal("""
                reason: %s
                message: "%s"
                lastTimestamp: "2026-11-23T%sZ"
                """.formatted(reason, message, at), Event.class);
    }
}
