// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.lease.OwnershipMetadata;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
import java.util.List;
import java.util.Map;

/** The client pod as it is asked for: small, harmless, and acceptable to the strictest Pod Security level. */
final class ClientPodSpec {
    static final String CONTAINER = "client";

    /** The pod ends by itself, even if nobody is left to delete it. */
    private static final long DEADLINE_SECONDS = 600;

    /** Nobody ever sets this condition: whatever its labels are, the pod never takes traffic of a Service. */
    private static final String NEVER = "m1onk8s.littleman.co/never-an-endpoint";

    private static final long NOBODY = 65534;

    private ClientPodSpec() {}

    static Pod pod(OwnershipMetadata mark, ClientPodRequest request) {
        Map<String, Quantity> resources = Map.of("cpu", new Quantity("500m"), "memory", new Quantity("64Mi"));
        return new PodBuilder()
                .withMetadata(mark.on(new ObjectMetaBuilder()
                        .withName("m1onk8s-verify-client-" + mark.run())
                        .withLabels(request.labels())
                        .build()))
                .withNewSpec()
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withRestartPolicy("Never")
                .addNewReadinessGate(NEVER)
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withImagePullSecrets(request.pullSecrets())
                .withAffinity(apartFrom(request.apartFrom()))
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(request.image())
                .withCommand("sleep", String.valueOf(DEADLINE_SECONDS))
                .withNewResources()
                .withLimits(resources)
                .addToRequests("cpu", new Quantity("10m"))
                .addToRequests("memory", new Quantity("16Mi"))
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    /** Wished for, not demanded: on a single node it must run all the same. */
    private static Affinity apartFrom(List<Map<String, String>> others) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .withPreferredDuringSchedulingIgnoredDuringExecution(others.stream()
                        .map(labels -> new WeightedPodAffinityTermBuilder()
                                .withWeight(100)
                                .withNewPodAffinityTerm()
                                .withTopologyKey("kubernetes.io/hostname")
                                .withNewLabelSelector()
                                .withMatchLabels(labels)
                                .endLabelSelector()
                                .endPodAffinityTerm()
                                .build())
                        .toList())
                .endPodAntiAffinity()
                .build();
    }
}
