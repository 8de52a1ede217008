// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.metrics.Monitor;
import co.littleman.m1onk8s.metrics.MonitorEndpoint;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.rollout.Endpoint;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus would scrape of a component by a ServiceMonitor or a PodMonitor of the manifests. */
final class MonitoredPods {
    private final ComponentContext it;

    MonitoredPods(ComponentContext it) {
        this.it = it;
    }

    /** Without those that only Prometheus may read. */
    Stream<ScrapeTarget> all() {
        return Monitor.of(it.stack().stack()).stream()
                .filter(monitor -> monitor.looksIn(it.namespace()))
                .flatMap(monitor -> monitor.endpoints().stream()
                        .filter(endpoint -> !endpoint.login())
                        .flatMap(endpoint ->
                                monitor.ofPods() ? ofPods(monitor, endpoint) : ofServices(monitor, endpoint)));
    }

    private Stream<ScrapeTarget> ofServices(Monitor monitor, MonitorEndpoint wanted) {
        return it.services().stream()
                .filter(service -> monitor.matches(labels(service)))
                .flatMap(service ->
                        new ServiceEndpoints(it.view(), service, it.component().workload()).ready().stream())
                .flatMap(
                        endpoint -> port(endpoint, wanted)
                                .map(port -> target(monitor, wanted, endpoint.pod(), endpoint.ip(), port))
                                .stream());
    }

    private Map<String, String> labels(DeclaredService service) {
        return it.view()
                .service(service)
                .map(live -> orNone(live.getMetadata().getLabels()))
                .orElse(Map.of());
    }

    private Optional<Integer> port(Endpoint endpoint, MonitorEndpoint wanted) {
        return wanted.port().isEmpty()
                ? it.view().pod(endpoint.pod()).flatMap(pod -> port(pod, wanted.target()))
                : Optional.ofNullable(endpoint.ports().get(wanted.port()));
    }

    private Stream<ScrapeTarget> ofPods(Monitor monitor, MonitorEndpoint wanted) {
        String name = wanted.port().isEmpty() ? wanted.target() : wanted.port();
        return it.readyPods().stream()
                .filter(pod -> monitor.matches(orNone(pod.getMetadata().getLabels())))
                .flatMap(pod -> port(pod, name)
                        .map(port -> target(
                                monitor,
                                wanted,
                                pod.getMetadata().getName(),
                                pod.getStatus().getPodIP(),
                                port))
                        .stream());
    }

    /** A container's port by its name; a number stands for itself. */
    private static Optional<Integer> port(Pod pod, String name) {
        if (name.matches("\\d{1,5}")) {
            return Optional.of(Integer.valueOf(name));
        }
        return Workload.longRunning(pod.getSpec()).stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> name.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }

    private static ScrapeTarget target(Monitor monitor, MonitorEndpoint wanted, String pod, String ip, int port) {
        return new ScrapeTarget(
                monitor.title(),
                "port %s, path %s".formatted(wanted.port().isEmpty() ? wanted.target() : wanted.port(), wanted.path()),
                monitor.file(),
                new ScrapeAnnotations(true, port, wanted.path(), wanted.tls()),
                pod,
                ip,
                List.of(port));
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }
}
