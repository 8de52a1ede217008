// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The containers that stay for a pod's life, as declared, held against those that live pods have. More may be there.
 */
final class ContainerDrift {
    private final Workload workload;
    private final List<String> names;

    ContainerDrift(Workload workload) {
        this.workload = workload;
        this.names =
                longLived(workload.template().getSpec()).map(Container::getName).toList();
    }

    /** A native sidecar is an init container that stays: restartPolicy Always. */
    private static Stream<Container> longLived(@Nullable PodSpec spec) {
        return spec == null
                ? Stream.empty()
                : Stream.concat(
                        spec.getInitContainers().stream()
                                .filter(container -> "Always".equals(container.getRestartPolicy())),
                        spec.getContainers().stream());
    }

    int count() {
        return names.size();
    }

    /** What is wrong with the first container that is not there, or not ready; empty for nothing. */
    Optional<Finding> problem(List<Pod> pods) {
        if (pods.isEmpty()) {
            return Optional.of(finding(Cause.NOT_READY, "%s has no pod any more.".formatted(title())));
        }
        return pods.stream().flatMap(this::problems).findFirst();
    }

    private Stream<Finding> problems(Pod pod) {
        return names.stream().flatMap(name -> problem(pod, name).stream());
    }

    private Optional<Finding> problem(Pod pod, String name) {
        Optional<ContainerStatus> status =
                statuses(pod).filter(one -> one.getName().equals(name)).findFirst();
        if (status.filter(one -> Boolean.TRUE.equals(one.getReady())).isPresent()) {
            return Optional.empty();
        }
        String podName = pod.getMetadata().getName();
        Finding finding =
                longLived(pod.getSpec()).noneMatch(one -> one.getName().equals(name))
                        ? finding(
                                        Cause.CONTAINER_MISSING,
                                        "Pod %s of %s has no container %s.".formatted(podName, title(), name))
                                .likely("the pods are of another version than the manifests, or were changed by hand")
                                .next("kubectl -n %s describe %s".formatted(workload.namespace(), workload.reference()))
                        : finding(
                                        Cause.NOT_READY,
                                        "Container %s of %s is not ready in pod %s.".formatted(name, title(), podName))
                                .next("kubectl -n %s describe pod %s".formatted(workload.namespace(), podName));
        return Optional.of(finding.seen(statuses(pod)
                .map(one -> one.getName() + (Boolean.TRUE.equals(one.getReady()) ? " ready" : " not ready"))
                .collect(Collectors.joining(", "))));
    }

    private Finding finding(Cause cause, String reason) {
        return Finding.of(cause, reason)
                .expected(String.join(", ", names) + ", each ready")
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s get pods".formatted(workload.namespace()));
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    private String title() {
        return workload.kind() + " " + workload.name();
    }
}
