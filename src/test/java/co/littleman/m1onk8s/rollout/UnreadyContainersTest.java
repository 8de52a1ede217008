// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class UnreadyContainersTest {
    @Test
    void theInitContainerThatHoldsAllOthersIsNamedAlone() {
        assertThat(UnreadyContainers.of(pod("""
                  initContainerStatuses:
                    - {name: proxy, ready: false, started: false, restartCount: 1, state: {running: {}}}
                  containerStatuses: [{name: redis, ready: false, state: {waiting: {reason: PodInitializing}}}]
                """)))
                .containsExactly(
                        "init container proxy of pod cache-1: running, but its startup probe fails (restarts: 1)");
    }

    @Test
    void anInitContainerThatDoesNotEndHasNoProbeToFail() {
        assertThat(UnreadyContainers.of(pod("""
                  initContainerStatuses: [{name: once, ready: false, restartCount: 0, state: {running: {}}}]
                """)))
                .containsExactly("init container once of pod cache-1: running, and has not ended yet");
    }

    @Test
    void eachUnreadyContainerTellsItsState() {
        assertThat(UnreadyContainers.of(pod("""
                  initContainerStatuses: [{name: once, ready: true}]
                  containerStatuses:
                    - {name: well, ready: true, state: {running: {}}}
                    - {name: slow, ready: false, started: false, restartCount: 0, state: {running: {}}}
                    - {name: deaf, ready: false, started: true, restartCount: 0, state: {running: {}}}
                    - {name: ended, ready: false, state: {terminated: {reason: Error}}}
                    - {name: new, ready: false}
                """)))
                .containsExactly(
                        "container slow of pod cache-1: running, but its startup probe fails (restarts: 0)",
                        "container deaf of pod cache-1: running, but its readiness probe fails (restarts: 0)",
                        "container ended of pod cache-1: terminated: Error",
                        "container new of pod cache-1: not known");
    }

    @Test
    void whereAllContainersAreReadyThePodMayWaitForAGate() {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: cache-1}
                spec: {readinessGates: [{conditionType: shop/registered}, {conditionType: shop/warm}, {conditionType: shop/new}]}
                status:
                  conditions:
                    - {type: ContainersReady, status: 'True'}
                    - {type: Ready, status: 'False', reason: ReadinessGatesNotReady}
                    - {type: shop/registered, status: 'False'}
                    - {type: shop/warm, status: 'True'}
                  containerStatuses: [{name: redis, ready: true, state: {running: {}}}]
                """, Pod.class);

        assertThat(UnreadyContainers.of(pod))
                .containsExactly(
                        "readiness gate shop/registered of pod cache-1: its containers are ready, and nobody has set the gate to True",
                        "readiness gate shop/new of pod cache-1: its containers are ready, and nobody has set the gate to True");
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("""
                metadata: {name: cache-1}
                spec: {initContainers: [{name: once}, {name: proxy, restartPolicy: Always}]}
                status:
                """ + status.indent(2), Pod.class);
    }
}
