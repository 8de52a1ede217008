// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a component has of Redis: its container, its exporter, its role and its ports, as the manifests declare them.
 *
 * @param which of the Redis in each of its pods, counted from 0; most pods have one
 */
public record RedisComponent(Component component, int which) {
    /** Redis' registered port. */
    public static final int REDIS_PORT = RedisContainers.REDIS_PORT;

    /** Port of the usual Redis exporter, from Prometheus' list of default ports. */
    public static final int METRICS_PORT = 9121;

    private static final String REPLICATION = "(?s).*(replicaof|slaveof|cluster-enabled|sentinel).*";

    /** The same component, seen as one with a Redis; the first of several. */
    public static RedisComponent of(Component component) {
        return new RedisComponent(component, 0);
    }

    /** One for each Redis in its pods; empty if there is none. */
    public static List<RedisComponent> each(Component component) {
        return IntStream.range(0, RedisContainers.of(component).size())
                .mapToObj(which -> new RedisComponent(component, which))
                .toList();
    }

    /** The container that runs Redis. */
    public Optional<Container> container() {
        return RedisContainers.of(component).stream().skip(which).findFirst();
    }

    /** The name of that container; empty for none. */
    public String containerName() {
        return container().map(Container::getName).orElse("");
    }

    /** True if its pods have another Redis as well. */
    public boolean isOneOfSeveral() {
        return RedisContainers.of(component).size() > 1;
    }

    /** What Magento uses this Redis for; empty for none, if its pods' labels do not say, or if they speak of several. */
    public Optional<RedisRole> role() {
        return isOneOfSeveral() ? Optional.empty() : labelledRole();
    }

    /** The role by its pods' labels, whichever Redis of the pod they mean. */
    public Optional<RedisRole> labelledRole() {
        return Optional.ofNullable(component.workload())
                .filter(workload -> container().isPresent())
                .map(Workload::podLabels)
                .flatMap(RedisRole::of);
    }

    /** True if its command line says that Redis keeps its copies alike by itself. */
    public boolean isReplicated() {
        return container().stream().flatMap(RedisContainers::commandLine).anyMatch(word -> word.matches(REPLICATION));
    }

    /** The container beside Redis that exports its metrics, told by its port: named metrics, or 9121. */
    public Optional<Container> exporter() {
        List<Container> servers = RedisContainers.of(component);
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(component.workload()).stream()
                        .flatMap(workload -> workload.containers().stream())
                        .filter(other -> !servers.contains(other))
                        .filter(other -> other.getPorts().stream().anyMatch(RedisComponent::isMetrics))
                        .findFirst();
    }

    /** The address to which the manifests send the exporter; empty if it is not in its environment. */
    public Optional<String> exporterAddress() {
        return exporter().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("REDIS_ADDR") && variable.getValue() != null)
                .map(EnvVar::getValue)
                .findFirst();
    }

    /** True if the exporter is sent to this Redis: the only one, that of the port in its address, or else the first. */
    public boolean isExported() {
        String address = exporterAddress().orElse("").replaceFirst("/\\d*$", "");
        int named = each(component).stream()
                .filter(redis -> address.endsWith(":" + redis.targetPort()))
                .map(RedisComponent::which)
                .findFirst()
                .orElse(0);
        return which == named;
    }

    /** The port on which the exporter's container listens, as declared. */
    public int exporterPort() {
        return exporter().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(RedisComponent::isMetrics)
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(METRICS_PORT);
    }

    /** The port on which Redis' container listens, as declared. */
    public int targetPort() {
        return container().stream()
                .flatMap(RedisContainers::ports)
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(REDIS_PORT);
    }

    /** True if that port is named redis. */
    public boolean isByName() {
        return container().stream().flatMap(RedisContainers::ports).anyMatch(port -> "redis".equals(port.getName()));
    }

    /** The port of a Service through which clients reach Redis. */
    public Optional<ServicePort> port(DeclaredService service) {
        return container()
                .flatMap(redis -> service.ports().stream()
                        .filter(port -> leadsTo(port, redis))
                        .findFirst()
                        .or(() -> meantFor(service)));
    }

    /** One that leads to no Redis, and has its name: a mistake that is about the first Redis, for want of a better one. */
    private Optional<ServicePort> meantFor(DeclaredService service) {
        return service.ports().stream()
                .filter(port -> which == 0 && "redis".equals(port.getName()))
                .filter(port -> RedisContainers.of(component).stream().noneMatch(redis -> leadsTo(port, redis)))
                .findFirst();
    }

    private static boolean isMetrics(ContainerPort port) {
        return "metrics".equals(port.getName()) || Integer.valueOf(METRICS_PORT).equals(port.getContainerPort());
    }

    private static boolean leadsTo(ServicePort port, Container container) {
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        return RedisContainers.ports(container)
                .anyMatch(declared -> target.getStrVal() == null
                        ? declared.getContainerPort().equals(target.getIntVal())
                        : target.getStrVal().equals(declared.getName()));
    }
}
