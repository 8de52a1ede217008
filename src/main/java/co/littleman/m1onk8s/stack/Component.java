// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the stack runs: a workload and the Services that lead to it, found in the manifests.
 *
 * @param workload null if Services are declared for which the manifests have no workload at all
 */
public record Component(
        String name, String namespace, @Nullable Workload workload, List<DeclaredService> services) {
    /** Redis' registered port. */
    public static final int REDIS_PORT = 6379;

    /** Port of the usual Redis exporter, from Prometheus' list of default ports. */
    public static final int METRICS_PORT = 9121;

    public Component {
        services = List.copyOf(services);
    }

    /** The container that runs Redis, told by its port: 6379, or any that is named redis. */
    public Optional<Container> redisContainer() {
        return workload == null
                ? Optional.empty()
                : workload.containers().stream()
                        .filter(container -> container.getPorts().stream().anyMatch(Component::isRedis))
                        .findFirst();
    }

    /** What Magento uses this Redis for; empty for none, or where its labels do not say. */
    public Optional<RedisRole> role() {
        return redisContainer()
                .flatMap(redis -> RedisRole.of(Objects.requireNonNull(workload).podLabels()));
    }

    /** The container beside Redis that exports its metrics, told by its port: named metrics, or 9121. */
    public Optional<Container> metricsContainer() {
        return redisContainer().stream()
                .flatMap(redis -> Objects.requireNonNull(workload).containers().stream()
                        .filter(other -> !other.getName().equals(redis.getName())))
                .filter(container -> container.getPorts().stream().anyMatch(Component::isMetrics))
                .findFirst();
    }

    /** The port on which the exporter's container listens, as declared. */
    public int metricsTargetPort() {
        return metricsContainer().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(Component::isMetrics)
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(METRICS_PORT);
    }

    /** Each port on which the pods listen, as network policies know it: its number, and its name if it has one. */
    public List<Set<String>> podPorts() {
        return workload == null
                ? List.of()
                : workload.containers().stream()
                        .flatMap(container -> container.getPorts().stream())
                        .map(port -> port.getName() == null
                                ? Set.of(String.valueOf(port.getContainerPort()))
                                : Set.of(String.valueOf(port.getContainerPort()), port.getName()))
                        .toList();
    }

    /** The port of a Service through which clients reach Redis. */
    public Optional<ServicePort> redisPort(DeclaredService service) {
        return redisContainer()
                .flatMap(container -> service.ports().stream()
                        .filter(port -> leadsToRedis(port, container))
                        .findFirst()
                        .or(() -> service.ports().stream()
                                .filter(port -> "redis".equals(port.getName()))
                                .findFirst()));
    }

    /** The port on which Redis' container listens, as declared. */
    public int redisTargetPort() {
        return redisContainer().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(Component::isRedis)
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(REDIS_PORT);
    }

    private static boolean isMetrics(ContainerPort port) {
        return "metrics".equals(port.getName()) || Integer.valueOf(METRICS_PORT).equals(port.getContainerPort());
    }

    private static boolean isRedis(ContainerPort port) {
        return "redis".equals(port.getName()) || Integer.valueOf(REDIS_PORT).equals(port.getContainerPort());
    }

    private static boolean leadsToRedis(ServicePort port, Container container) {
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        return container.getPorts().stream()
                .filter(Component::isRedis)
                .anyMatch(declared -> target.getStrVal() == null
                        ? declared.getContainerPort().equals(target.getIntVal())
                        : target.getStrVal().equals(declared.getName()));
    }
}
