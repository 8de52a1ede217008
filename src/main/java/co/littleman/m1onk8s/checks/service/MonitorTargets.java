// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.metrics.Monitor;
import co.littleman.m1onk8s.metrics.MonitorEndpoint;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the monitors of a stack can find in it: Services by their own labels, or pods by theirs. */
final class MonitorTargets {
    private final Stack stack;
    private final List<Target> services;
    private final List<Target> pods;

    /**
     * A Service or the pods of a workload.
     *
     * @param ports names of its ports, and their numbers for those who look for one
     */
    private record Target(
            String title, String namespace, Map<String, String> labels, Map<String, String> ports, Place file) {}

    MonitorTargets(Stack stack) {
        this.stack = stack;
        this.services = stack.manifests().stream()
                .flatMap(manifest -> service(manifest).stream())
                .toList();
        this.pods = stack.namespaces().stream()
                .flatMap(namespace -> stack.podTemplates(namespace).stream())
                .map(MonitorTargets::pods)
                .toList();
    }

    private static Optional<Target> service(Manifest manifest) {
        return !manifest.kind().equals("Service")
                ? Optional.empty()
                : manifest.as(Service.class)
                        .map(service -> new Target(
                                manifest.title(),
                                String.valueOf(manifest.namespace()),
                                orNone(service.getMetadata().getLabels()),
                                service.getSpec().getPorts().stream()
                                        .collect(Collectors.toMap(
                                                port -> String.valueOf(port.getName()),
                                                port -> String.valueOf(port.getPort()),
                                                (one, other) -> one)),
                                manifest.file()));
    }

    private static Target pods(Workload workload) {
        return new Target(
                "the pods of " + workload.reference(),
                workload.namespace(),
                workload.podLabels(),
                workload.containers().stream()
                        .flatMap(container -> container.getPorts().stream())
                        .collect(Collectors.toMap(
                                port -> String.valueOf(port.getName()),
                                port -> String.valueOf(port.getContainerPort()),
                                (one, other) -> one)),
                workload.file());
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }

    /** Why Prometheus would get nothing by a monitor, as far as the manifests can tell. */
    Optional<Finding> problem(Monitor monitor) {
        List<Target> all = monitor.ofPods() ? pods : services;
        List<Target> found = all.stream()
                .filter(target -> monitor.looksIn(target.namespace()) && monitor.matches(target.labels()))
                .toList();
        if (!found.isEmpty()) {
            return monitor.endpoints().stream()
                    .flatMap(endpoint -> unknownPort(monitor, endpoint, found).stream())
                    .findFirst();
        }
        Optional<Target> elsewhere =
                all.stream().filter(target -> monitor.matches(target.labels())).findFirst();
        if (elsewhere.isPresent()) {
            return Optional.of(elsewhere(monitor, elsewhere.get()));
        }
        // In a namespace of others there may be what it is for.
        return !monitor.namespaces().isEmpty() && stack.namespaces().containsAll(monitor.namespaces())
                ? Optional.of(nothing(monitor, all))
                : Optional.empty();
    }

    /** A monitor that goes by a Service's port knows only names; one that goes by a container's knows numbers too. */
    private static Optional<Finding> unknownPort(Monitor monitor, MonitorEndpoint endpoint, List<Target> found) {
        String port = endpoint.port();
        if (port.isEmpty() || found.stream().anyMatch(target -> target.ports().containsKey(port))) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                        Cause.MONITOR_PORT_UNKNOWN,
                        "%s wants port %s, and nothing that it selects has a port of that name."
                                .formatted(monitor.title(), port))
                .detail("monitor", "port: " + port, monitor.file());
        for (Target target : found) {
            finding = finding.detail("ports", target.title() + ": " + ports(target), target.file());
        }
        boolean number = found.stream().anyMatch(target -> target.ports().containsValue(port));
        String noun = monitor.ofPods() ? "a container's port" : "a port of the Service";
        return Optional.of(finding.likely(
                number
                        ? "port takes the name of %s, and not its number".formatted(noun)
                        : "a typo, or another name of " + noun));
    }

    private static String ports(Target target) {
        return target.ports().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(port -> port.getKey() + " (" + port.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static Finding elsewhere(Monitor monitor, Target target) {
        return selectsNothing(monitor)
                .detail("elsewhere", target.title() + " has the labels", target.file())
                .likely("%s looks in %s only; name the namespace %s in its namespaceSelector.matchNames"
                        .formatted(
                                monitor.title(),
                                monitor.namespaces().stream()
                                        .sorted()
                                        .map("namespace "::concat)
                                        .collect(Collectors.joining(", ")),
                                target.namespace()));
    }

    private Finding nothing(Monitor monitor, List<Target> all) {
        Finding finding = selectsNothing(monitor);
        List<Target> near = all.stream()
                .filter(target -> monitor.looksIn(target.namespace()))
                .toList();
        for (Target target : near) {
            finding = finding.detail("labels", target.title() + ": " + Labels.text(target.labels()), target.file());
        }
        boolean ofThePods = !monitor.ofPods() && pods.stream().anyMatch(target -> monitor.matches(target.labels()));
        return finding.likely(
                ofThePods
                        ? "these are labels of pods; a ServiceMonitor goes by the labels of the Service itself"
                        : "a label is written differently in the two");
    }

    private static Finding selectsNothing(Monitor monitor) {
        return Finding.of(
                        Cause.MONITOR_SELECTS_NOTHING,
                        "%s selects no %s, so Prometheus scrapes nothing by it."
                                .formatted(monitor.title(), monitor.ofPods() ? "pod" : "Service"))
                .detail("selector", Labels.text(monitor.selector()), monitor.file())
                .next("kubectl get %s --all-namespaces --show-labels"
                        .formatted(monitor.ofPods() ? "pods" : "services"));
    }
}
