// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.readiness.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * How far a live workload is, in the words that its kinds have in common.
 *
 * @param generation of the spec as it stands
 * @param observed generation that the controller has acted on
 * @param wanted pods asked for
 * @param total pods there are, old ones included
 * @param updated pods of the present template
 * @param available pods that have been ready long enough
 * @param creationFailure what keeps pods from being created at all; empty for nothing
 * @param paused true if the controller was told to make no pods of a new template
 * @param minReadySeconds how long a pod must be ready before it counts as available
 */
public record LiveWorkload(
        String uid,
        long generation,
        long observed,
        int wanted,
        int total,
        int updated,
        int available,
        String creationFailure,
        boolean paused,
        int minReadySeconds) {

    LiveWorkload(
            String uid,
            long generation,
            long observed,
            int wanted,
            int total,
            int updated,
            int available,
            String creationFailure) {
        this(uid, generation, observed, wanted, total, updated, available, creationFailure, false, 0);
    }

    static LiveWorkload of(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        String failure = status.getConditions().stream()
                .filter(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getStatus().equals("True"))
                .map(condition -> String.valueOf(condition.getMessage()))
                .findFirst()
                .orElse("");
        Integer replicas = deployment.getSpec().getReplicas();
        return of(
                deployment.getMetadata(),
                status.getObservedGeneration(),
                replicas == null ? 1 : replicas,
                status.getReplicas(),
                status.getUpdatedReplicas(),
                status.getAvailableReplicas(),
                failure,
                Boolean.TRUE.equals(deployment.getSpec().getPaused()),
                deployment.getSpec().getMinReadySeconds());
    }

    static LiveWorkload of(StatefulSet set) {
        StatefulSetStatus status = set.getStatus();
        Integer replicas = set.getSpec().getReplicas();
        return of(
                set.getMetadata(),
                status.getObservedGeneration(),
                replicas == null ? 1 : replicas,
                status.getReplicas(),
                status.getUpdatedReplicas(),
                status.getAvailableReplicas(),
                "",
                false,
                set.getSpec().getMinReadySeconds());
    }

    static LiveWorkload of(DaemonSet set) {
        DaemonSetStatus status = set.getStatus();
        return of(
                set.getMetadata(),
                status.getObservedGeneration(),
                zeroOr(status.getDesiredNumberScheduled()),
                status.getCurrentNumberScheduled(),
                status.getUpdatedNumberScheduled(),
                status.getNumberAvailable(),
                "",
                false,
                set.getSpec() == null ? null : set.getSpec().getMinReadySeconds());
    }

    /** A bare Pod is all the pods that it wants; an API server before 1.33 gives it no generation. */
    static LiveWorkload of(Pod pod) {
        Long given = pod.getMetadata().getGeneration();
        long generation = given == null ? 0 : given;
        boolean isAvailable = !FailedPods.isTerminal(pod) && Readiness.isPodReady(pod);
        return new LiveWorkload(pod.getMetadata().getUid(), generation, generation, 1, 1, 1, isAvailable ? 1 : 0, "");
    }

    private static LiveWorkload of(
            ObjectMeta meta,
            @Nullable Long observed,
            int wanted,
            @Nullable Integer total,
            @Nullable Integer updated,
            @Nullable Integer available,
            String failure,
            boolean paused,
            @Nullable Integer minReadySeconds) {
        return new LiveWorkload(
                meta.getUid(),
                meta.getGeneration(),
                observed == null ? 0 : observed,
                wanted,
                zeroOr(total),
                zeroOr(updated),
                zeroOr(available),
                failure,
                paused,
                zeroOr(minReadySeconds));
    }

    private static int zeroOr(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** True if the controller has acted on this spec, and the pods asked for, all new ones, are available. */
    public boolean isComplete() {
        return observed >= generation && updated == wanted && total == wanted && available == wanted;
    }

    /**
     * True if no pods are asked for. How many pods a DaemonSet wants is only known once its controller has counted the
     * nodes: until then its status says 0.
     */
    public boolean wantsNone() {
        return observed >= generation && wanted == 0;
    }

    /** Such as {@code generation 2 (observed 2), 1 wanted, 1 updated, 0 available, 2 in all}. */
    public String progress() {
        return "generation %d (observed %d), %d wanted, %d updated, %d available, %d in all"
                .formatted(generation, observed, wanted, updated, available, total);
    }
}
