// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.lease.OwnershipMetadata;
import co.littleman.m1onk8s.run.RunId;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientPodSpecTest {
    private final Pod pod = ClientPodSpec.pod(
            new OwnershipMetadata(
                    new RunId("1a2b3c4d"),
                    Instant.parse("2026-11-24T12:01:00.5Z"),
                    new OwnerReferenceBuilder()
                            .withKind("Lease")
                            .withName("m1onk8s-verify")
                            .withUid("a-uid")
                            .build()),
            new ClientPodRequest(
                    "redis:7.0.15",
                    Map.of(),
                    List.of(new LocalObjectReference("registry-login")),
                    List.of(Map.of("role", "cache"))));

    @Test
    void theStrictestPodSecurityLevelAcceptsIt() {
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getSpec().getVolumes()).isEmpty();
        assertThat(pod.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getPorts()).isEmpty();
        });
    }

    @Test
    void itCarriesItsRunAndWhoMadeIt() {
        assertThat(pod.getMetadata().getName()).isEqualTo("m1onk8s-verify-client-1a2b3c4d");
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "m1onk8s-verify")
                .containsEntry("m1onk8s.littleman.co/run", "1a2b3c4d");
    }

    @Test
    void itSaysWhenItMayGoAndGoesWithTheLeaseOfItsRun() {
        assertThat(pod.getMetadata().getAnnotations())
                .containsOnly(Map.entry("m1onk8s.littleman.co/expires", "2026-11-24T12:01:00Z"));
        assertThat(pod.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .containsExactly("a-uid");
        assertThat(pod.getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void noServiceOfTheStackSelectsIt() {
        assertThat(pod.getMetadata().getLabels().keySet())
                .containsExactlyInAnyOrder("app.kubernetes.io/managed-by", "m1onk8s.littleman.co/run");
    }

    @Test
    void whereThereIsAnotherNodeItAsksFromThere() {
        assertThat(pod.getSpec()
                        .getAffinity()
                        .getPodAntiAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution())
                .singleElement()
                .satisfies(wish -> {
                    assertThat(wish.getPodAffinityTerm().getTopologyKey()).isEqualTo("kubernetes.io/hostname");
                    assertThat(wish.getPodAffinityTerm().getLabelSelector().getMatchLabels())
                            .containsEntry("role", "cache");
                });
        assertThat(pod.getSpec().getAffinity().getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution())
                .as("on a single node it runs beside them")
                .isEmpty();
    }

    @Test
    void itEndsByItselfAndIsNotStartedAgain() {
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isBetween(60L, 600L);
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void itHasNoTokenAndNoServiceLinks() {
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
    }

    @Test
    void itPullsItsImageAsTheStackDoes() {
        assertThat(Serialization.asJson(pod.getSpec()))
                .contains("\"image\":\"redis:7.0.15\"")
                .contains("\"imagePullSecrets\":[{\"name\":\"registry-login\"}]");
    }
}
