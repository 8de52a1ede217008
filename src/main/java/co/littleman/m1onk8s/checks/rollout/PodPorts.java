// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ports of a pod: those of the template's containers, and of containers that were injected beside them. */
record PodPorts(Workload workload, List<Container> containers) {
    private record Port(String container, @Nullable String name, int number, String protocol) {
        String text() {
            return "%s: %s=%d".formatted(container, name == null ? "unnamed" : name, number);
        }
    }

    static PodPorts of(Workload workload, List<Pod> live) {
        Map<String, Container> byName = new LinkedHashMap<>();
        Stream.concat(Stream.of(workload.template().getSpec()), live.stream().map(Pod::getSpec))
                .filter(Objects::nonNull)
                .flatMap(spec -> Workload.longRunning(spec).stream())
                .forEach(container -> byName.putIfAbsent(container.getName(), container));
        return new PodPorts(workload, List.copyOf(byName.values()));
    }

    /**
     * Ports that two containers declare. They share one network, so only one can listen. One container may give a port
     * two names; and two may both have a port named metrics, which is common, until a Service asks for it by name.
     */
    List<Finding> declaredTwice() {
        List<Finding> findings = new ArrayList<>();
        List<Port> ports = ports();
        for (int i = 0; i < ports.size(); i++) {
            Port one = ports.get(i);
            ports.subList(0, i).stream()
                    .filter(other -> !other.container().equals(one.container())
                            && other.number() == one.number()
                            && other.protocol().equals(one.protocol()))
                    .forEach(other -> findings.add(twice(
                            "Containers %s and %s of %s %s both declare port %d."
                                    .formatted(
                                            other.container(),
                                            one.container(),
                                            workload.kind(),
                                            workload.name(),
                                            one.number()),
                            "copied from the other container, and not changed: one of them listens elsewhere")));
        }
        return findings;
    }

    /** Ports of a Service that no container has, or two by the same name. */
    List<Finding> leadingNowhere(DeclaredService service) {
        List<Finding> findings = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            IntOrString target = port.getTargetPort();
            String name = target == null ? null : target.getStrVal();
            if (name == null) {
                int number = target == null || target.getIntVal() == null ? port.getPort() : target.getIntVal();
                if (!mayBe(number, protocol(port.getProtocol()))) {
                    findings.add(nowhere(service, port, String.valueOf(number), "number"));
                }
                continue;
            }
            List<Port> named = ports().stream()
                    .filter(one -> name.equals(one.name()) && one.protocol().equals(protocol(port.getProtocol())))
                    .toList();
            if (named.isEmpty()) {
                findings.add(nowhere(service, port, name, "name"));
            } else if (named.stream().map(Port::number).distinct().count() > 1) {
                findings.add(twice(
                        "Port %d of Service %s leads to a port named %s, and two containers have one."
                                .formatted(port.getPort(), service.name(), name),
                        "a Service takes the first that it finds"));
            }
        }
        return findings;
    }

    /** A container that declares no ports at all may listen on any. */
    private boolean mayBe(int number, String protocol) {
        return containers.stream().anyMatch(container -> container.getPorts().isEmpty())
                || ports().stream()
                        .anyMatch(port ->
                                port.number() == number && port.protocol().equals(protocol));
    }

    private Finding twice(String reason, String likely) {
        return Finding.of(Cause.PORT_DECLARED_TWICE, reason)
                .detail("containers", text(), workload.file())
                .likely(likely)
                .next(look());
    }

    private Finding nowhere(DeclaredService service, ServicePort port, String target, String by) {
        return Finding.of(
                        Cause.PORT_LEADS_NOWHERE,
                        "Port %d of Service %s leads nowhere: no container declares a port of the %s %s."
                                .formatted(port.getPort(), service.name(), by, target))
                .detail("targetPort", target, service.file())
                .detail("containers", text(), workload.file())
                .likely("the container's port was changed, and the Service was not")
                .next(look());
    }

    private String look() {
        return "kubectl -n %s get %s -o yaml".formatted(workload.namespace(), workload.reference());
    }

    private String text() {
        return ports().stream().map(Port::text).collect(Collectors.joining(", "));
    }

    private List<Port> ports() {
        return containers.stream()
                .flatMap(container -> container.getPorts().stream().map(port -> port(container, port)))
                .toList();
    }

    private static Port port(Container container, ContainerPort port) {
        return new Port(container.getName(), port.getName(), port.getContainerPort(), protocol(port.getProtocol()));
    }

    private static String protocol(@Nullable String declared) {
        return declared == null ? "TCP" : declared;
    }
}
