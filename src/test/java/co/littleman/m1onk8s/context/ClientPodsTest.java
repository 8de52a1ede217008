// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientPodsTest {
    /** On a kept cluster a pod of the run before may still wait for an image that does not exist. */
    @Test
    void theImageIsOneThatRuns() {
        Pod waiting = pod("redis:7.0.155", false);

        assertThat(ClientPods.running(List.of(waiting, pod("redis:7", true)), "redis"))
                .hasValue("redis:7");
        assertThat(ClientPods.running(List.of(waiting), "redis")).isEmpty();
        assertThat(ClientPods.running(List.of(pod("redis:7", true)), "exporter"))
                .isEmpty();
        assertThat(ClientPods.running(
                        List.of(new PodBuilder(waiting).withStatus(null).build()), "redis"))
                .isEmpty();
    }

    private static Pod pod(String image, boolean runs) {
        PodBuilder pod = new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("redis")
                .withImage(image)
                .endContainer()
                .endSpec();
        return runs
                ? pod.withNewStatus()
                        .addNewContainerStatus()
                        .withName("redis")
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build()
                : pod.withNewStatus()
                        .addNewContainerStatus()
                        .withName("redis")
                        .withNewState()
                        .withNewWaiting()
                        .withReason("ImagePullBackOff")
                        .endWaiting()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build();
    }
}
