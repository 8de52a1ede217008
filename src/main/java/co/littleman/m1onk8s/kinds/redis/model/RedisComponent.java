// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a component has of Redis: its container, its exporter, its role and its ports, as the manifests declare them. */
public record RedisComponent(Component component) {
    /** Redis' registered port. */
    public static final int REDIS_PORT = 6379;

    /** Port of the usual Redis exporter, from Prometheus' list of default ports. */
    public static final int METRICS_PORT = 9121;

    private static final String REPLICATION = "(?s).*(replicaof|slaveof|cluster-enabled|sentinel).*";

    /** The same component, seen as one with a Redis. */
    public static RedisComponent of(Component component) {
        return new RedisComponent(component);
    }

    /** The container that runs Redis, told by its port: 6379, or any that is named redis. */
    public Optional<Container> container() {
        return containers()
                .filter(container -> container.getPorts().stream().anyMatch(RedisComponent::isRedis))
                .findFirst();
    }

    /** What Magento uses this Redis for; empty for none, or if its labels do not say. */
    public Optional<RedisRole> role() {
        return Optional.ofNullable(component.workload())
                .filter(workload -> container().isPresent())
                .map(Workload::podLabels)
                .flatMap(RedisRole::of);
    }

    /** True if its command line says that Redis keeps its copies alike by itself. */
    public boolean isReplicated() {
        return container().stream()
                .flatMap(redis -> Stream.concat(redis.getCommand().stream(), redis.getArgs().stream()))
                .anyMatch(word -> word.matches(REPLICATION));
    }

    /** The container beside Redis that exports its metrics, told by its port: named metrics, or 9121. */
    public Optional<Container> exporter() {
        return container()
                .flatMap(redis -> containers()
                        .filter(other -> !other.getName().equals(redis.getName()))
                        .filter(other -> other.getPorts().stream().anyMatch(RedisComponent::isMetrics))
                        .findFirst());
    }

    /** The port on which the exporter's container listens, as declared. */
    public int exporterPort() {
        return port(exporter(), METRICS_PORT, true);
    }

    /** The port on which Redis' container listens, as declared. */
    public int targetPort() {
        return port(container(), REDIS_PORT, false);
    }

    /** The port of a Service through which clients reach Redis. */
    public Optional<ServicePort> port(DeclaredService service) {
        return container()
                .flatMap(redis -> first(service.ports(), redis)
                        .or(() -> service.ports().stream()
                                .filter(port -> "redis".equals(port.getName()))
                                .findFirst()));
    }

    private static Optional<ServicePort> first(List<ServicePort> ports, Container redis) {
        return ports.stream().filter(port -> leadsTo(port, redis)).findFirst();
    }

    private Stream<Container> containers() {
        return Optional.ofNullable(component.workload()).stream().flatMap(workload -> workload.containers().stream());
    }

    private static int port(Optional<Container> of, int otherwise, boolean metrics) {
        return of.stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> metrics ? isMetrics(port) : isRedis(port))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(otherwise);
    }

    private static boolean isMetrics(ContainerPort port) {
        return "metrics".equals(port.getName()) || Integer.valueOf(METRICS_PORT).equals(port.getContainerPort());
    }

    private static boolean isRedis(ContainerPort port) {
        return "redis".equals(port.getName()) || Integer.valueOf(REDIS_PORT).equals(port.getContainerPort());
    }

    private static boolean leadsTo(ServicePort port, Container container) {
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        return container.getPorts().stream()
                .filter(RedisComponent::isRedis)
                .anyMatch(declared -> target.getStrVal() == null
                        ? declared.getContainerPort().equals(target.getIntVal())
                        : target.getStrVal().equals(declared.getName()));
    }
}
