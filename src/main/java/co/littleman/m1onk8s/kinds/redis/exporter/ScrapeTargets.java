// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.rollout.Endpoint;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus would scrape of a component: by the annotations on its live Services and pods, and by monitors. */
final class ScrapeTargets {
    private final ComponentContext it;

    ScrapeTargets(ComponentContext it) {
        this.it = it;
    }

    /** By role endpoints for each Service, by role pod for the pods, as Prometheus' example configuration has it. */
    List<ScrapeTarget> all() {
        return Stream.of(
                        it.services().stream().flatMap(this::ofService),
                        it.readyPods().stream().flatMap(this::ofPod),
                        new MonitoredPods(it).all())
                .flatMap(targets -> targets)
                .toList();
    }

    private Stream<ScrapeTarget> ofService(DeclaredService service) {
        ScrapeAnnotations annotations = ScrapeAnnotations.of(it.view()
                .service(service)
                .map(live -> live.getMetadata().getAnnotations())
                .orElse(null));
        return !annotations.wanted()
                ? Stream.empty()
                : new ServiceEndpoints(it.view(), service, it.component().workload())
                        .ready().stream()
                                // Without a port there is nothing that Prometheus would ask.
                                .filter(endpoint -> !endpoint.ports().isEmpty())
                                .map(endpoint -> target(
                                        "Service " + service.name(),
                                        service.file(),
                                        annotations,
                                        endpoint,
                                        endpoint.ports().values()));
    }

    private Stream<ScrapeTarget> ofPod(Pod pod) {
        ScrapeAnnotations annotations = ScrapeAnnotations.of(pod.getMetadata().getAnnotations());
        Endpoint endpoint =
                new Endpoint(pod.getMetadata().getName(), pod.getStatus().getPodIP(), "", Map.of());
        return annotations.wanted()
                ? Stream.of(target(
                        "the pod template of " + it.workload().reference(),
                        it.workload().file(),
                        annotations,
                        endpoint,
                        declaredPorts(pod)))
                : Stream.empty();
    }

    private static List<Integer> declaredPorts(Pod pod) {
        return Workload.longRunning(pod.getSpec()).stream()
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getContainerPort)
                .toList();
    }

    private ScrapeTarget target(
            String annotated, Place file, ScrapeAnnotations annotations, Endpoint endpoint, Collection<Integer> ports) {
        return new ScrapeTarget(
                annotated,
                ScrapeTarget.declared(annotations),
                file,
                annotations,
                endpoint.pod(),
                endpoint.ip(),
                asked(annotations, ports, redisPorts()));
    }

    private Set<Integer> redisPorts() {
        return RedisComponent.each(it.component()).stream()
                .map(RedisComponent::targetPort)
                .collect(Collectors.toSet());
    }

    /** Redis' own port comes last: it is no place for HTTP, and need not be asked if another answers. */
    static List<Integer> asked(ScrapeAnnotations annotations, Collection<Integer> ports, Set<Integer> redis) {
        Integer annotatedPort = annotations.port();
        return annotatedPort != null
                ? List.of(annotatedPort)
                : ports.stream()
                        .distinct()
                        .sorted(Comparator.comparing((Integer port) -> redis.contains(port))
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    /** An annotation that means yes and does not say {@code true}. */
    Optional<Finding> misspelt() {
        Workload workload = it.workload();
        return Stream.concat(
                        it.services().stream()
                                .flatMap(service -> it.view().service(service).stream()
                                        .flatMap(live ->
                                                ScrapeAnnotations.misspelt(
                                                        live.getMetadata().getAnnotations())
                                                        .stream())
                                        .map(value -> misspelt("Service " + service.name(), service.file(), value))),
                        it.pods().stream()
                                .flatMap(pod -> ScrapeAnnotations.misspelt(
                                        pod.getMetadata().getAnnotations())
                                        .stream())
                                .map(value -> misspelt(
                                        "the pod template of " + workload.reference(), workload.file(), value)))
                .findFirst();
    }

    static Finding misspelt(String annotated, Place file, String value) {
        return Finding.of(
                        Cause.METRICS_ANNOTATION_WRONG,
                        "Prometheus gets no metrics by the annotations of %s: prometheus.io/scrape is \"%s\"."
                                .formatted(annotated, value))
                .expected("prometheus.io/scrape: \"true\"")
                .seen("prometheus.io/scrape: \"%s\"".formatted(value))
                .detail("annotated", annotated, file)
                .likely("Prometheus' usual rule takes the one word true, in small letters");
    }

    /** An annotation on the workload itself, where Prometheus never looks; a bare Pod's are on its pod. */
    Optional<Finding> misplaced() {
        Workload workload = it.workload();
        if (!workload.hasController()) {
            return Optional.empty();
        }
        return it.stack().stack().manifests().stream()
                .filter(manifest -> isOf(workload, manifest)
                        && manifest.object()
                                .at("/metadata/annotations/prometheus.io~1scrape")
                                .asText()
                                .equals("true"))
                .findFirst()
                .map(manifest -> misplaced(workload));
    }

    private static boolean isOf(Workload workload, Manifest manifest) {
        String namespace = manifest.namespace();
        return manifest.kind().equals(workload.kind())
                && manifest.name().equals(workload.name())
                && (namespace == null || namespace.equals(workload.namespace()));
    }

    static Finding misplaced(Workload workload) {
        return Finding.of(
                        Cause.METRICS_ANNOTATION_MISPLACED,
                        "Prometheus gets no metrics of %s %s: the annotations are on the %s itself, where it does not look."
                                .formatted(workload.kind(), workload.name(), workload.kind()))
                .expected("prometheus.io/scrape on the pod template, or on a Service")
                .seen("prometheus.io/scrape: \"true\" on " + workload.reference())
                .detail("declared", workload.reference() + " metadata.annotations", workload.file())
                .likely("they belong below spec.template.metadata")
                .next("kubectl -n %s get pods,services -o jsonpath='{.items[*].metadata.annotations}'"
                        .formatted(workload.namespace()));
    }
}
