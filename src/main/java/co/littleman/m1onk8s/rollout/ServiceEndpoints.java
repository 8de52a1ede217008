package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pods that really are behind a Service: from its EndpointSlices, held against the pods that should be there. */
public final class ServiceEndpoints {
    /** Slices follow pods within a second; this is for the pods to become ready. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final NamespaceView view;
    private final DeclaredService service;
    private final @Nullable Workload workload;

    public ServiceEndpoints(NamespaceView view, DeclaredService service, @Nullable Workload workload) {
        this.view = view;
        this.service = service;
        this.workload = workload;
    }

    /** The ready endpoints right now. */
    public List<Endpoint> ready() {
        return view.slicesOf(service).stream()
                .flatMap(slice -> orNone(slice.getEndpoints()).stream()
                        .filter(endpoint -> endpoint.getConditions() == null
                                || !Boolean.FALSE.equals(
                                        endpoint.getConditions().getReady()))
                        .map(endpoint -> new Endpoint(
                                endpoint.getTargetRef() == null
                                        ? ""
                                        : endpoint.getTargetRef().getName(),
                                endpoint.getAddresses().get(0),
                                ports(slice))))
                .toList();
    }

    /**
     * Waits for at least one ready endpoint, at every port of the Service, and no pod of another workload among them.
     *
     * @throws Unproven with what stands between the Service and its pods
     */
    public List<Endpoint> awaitReady(Duration budget) {
        Steady steady = new Steady();
        boolean right = Poll.LOCAL.until(budget, () -> {
            Optional<Trouble> trouble = trouble();
            steady.observe(trouble);
            return trouble.isEmpty();
        });
        if (!right) {
            throw new Unproven(steady.last()
                    .map(Trouble::finding)
                    .orElseGet(() -> noEndpoint(""))
                    .fact("waited", budget.toSeconds() + " s, the whole budget"));
        }
        return ready();
    }

    private Optional<Trouble> trouble() {
        Service live = view.service(service).orElse(null);
        if (live == null) {
            return Optional.of(new Trouble(missing(), Duration.ZERO));
        }
        Map<String, String> selector = live.getSpec().getSelector() == null
                ? Map.of()
                : new TreeMap<>(live.getSpec().getSelector());
        List<Pod> own = ownPods();
        boolean selectsOwn = own.stream()
                .anyMatch(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()));
        if (workload == null || !templateMatches(selector) || (!own.isEmpty() && !selectsOwn)) {
            return Optional.of(new Trouble(selectsNothing(selector, own), Duration.ZERO));
        }
        List<Endpoint> ready = ready();
        if (ready.isEmpty()) {
            return Optional.of(new Trouble(noEndpoint(labels(selector)), Trouble.UNTIL_BUDGET));
        }
        Optional<Endpoint> foreign = ready.stream()
                .filter(endpoint -> own.stream()
                        .noneMatch(pod -> pod.getMetadata().getName().equals(endpoint.pod())))
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of(new Trouble(foreign(foreign.get(), selector), SETTLING));
        }
        return live.getSpec().getPorts().stream()
                .filter(port ->
                        ready.stream().anyMatch(endpoint -> !endpoint.ports().containsKey(nameOf(port))))
                .findFirst()
                .map(port -> new Trouble(portLeadsNowhere(port), SETTLING));
    }

    private boolean templateMatches(Map<String, String> selector) {
        return workload == null || workload.podLabels().entrySet().containsAll(selector.entrySet());
    }

    private List<Pod> ownPods() {
        if (workload == null || !workload.namespace().equals(service.namespace())) {
            return List.of();
        }
        return view.workload(workload).map(view::podsOf).orElse(List.of());
    }

    private Finding missing() {
        return Finding.of(Cause.OBJECT_MISSING, "Service %s is not on the cluster.".formatted(service.name()))
                .fact("declared", "service/" + service.name(), service.file())
                .next("kubectl -n %s get services".formatted(service.namespace()));
    }

    private Finding selectsNothing(Map<String, String> selector, List<Pod> own) {
        Finding finding = Finding.of(
                        Cause.SELECTOR_MATCHES_NOTHING,
                        "Service %s has no ready endpoint: its selector matches no pod, and nothing can change it."
                                .formatted(service.name()))
                .fact("selector", labels(selector), service.file());
        if (workload == null) {
            finding = finding.likely("no workload in the manifests has these labels");
        } else if (!workload.namespace().equals(service.namespace())) {
            finding = finding.fact("pod labels", labels(workload.podLabels()), workload.file())
                    .fact("namespace", service.namespace(), service.file())
                    .fact("namespace", workload.namespace(), workload.file())
                    .likely("the Service and its workload are in different namespaces");
        } else {
            finding = finding.fact("pod labels", labels(workload.podLabels()), workload.file());
            for (Pod pod : own) {
                finding = finding.fact(
                        "pod labels",
                        labels(pod.getMetadata().getLabels()),
                        "live " + pod.getMetadata().getName());
            }
            finding = finding.likely("the Service's selector does not match the pod template's labels");
        }
        return finding.next("kubectl -n %s get pods --show-labels".formatted(service.namespace()));
    }

    private Finding noEndpoint(String selector) {
        return Finding.of(
                        Cause.NO_READY_ENDPOINT,
                        "Service %s has no ready endpoint, although its selector matches pods."
                                .formatted(service.name()))
                .fact("selector", selector, service.file())
                .likely("the pods that it selects are not ready")
                .next("kubectl -n %s get pods,endpointslices".formatted(service.namespace()));
    }

    private Finding foreign(Endpoint endpoint, Map<String, String> selector) {
        return Finding.of(
                        Cause.FOREIGN_ENDPOINT,
                        "Service %s also leads to a pod of another workload: %s."
                                .formatted(service.name(), endpoint.pod()))
                .expected("only pods of %s".formatted(workload == null ? "its workload" : workload.reference()))
                .seen("pod %s at %s".formatted(endpoint.pod(), endpoint.ip()))
                .fact("selector", labels(selector), service.file())
                .likely("another workload's pods have the same labels; a Service takes everything that matches")
                .next("kubectl -n %s get pods -l %s".formatted(service.namespace(), labels(selector)));
    }

    private Finding portLeadsNowhere(ServicePort port) {
        String target = port.getTargetPort() == null
                ? String.valueOf(port.getPort())
                : String.valueOf(port.getTargetPort().getValue());
        return Finding.of(
                        Cause.PORT_LEADS_NOWHERE,
                        "Port %d of Service %s leads nowhere: no container has a port named %s."
                                .formatted(port.getPort(), service.name(), target))
                .fact("targetPort", target, service.file())
                .fact("containers", containerPorts(), workload == null ? "" : workload.file())
                .likely("the container's port was renamed, and the Service was not")
                .next("kubectl -n %s get endpointslices -o yaml".formatted(service.namespace()));
    }

    private String containerPorts() {
        return workload == null
                ? "none"
                : workload.containers().stream()
                        .flatMap(container -> container.getPorts().stream()
                                .map(port -> "%s: %s=%d"
                                        .formatted(
                                                container.getName(),
                                                port.getName() == null ? "unnamed" : port.getName(),
                                                port.getContainerPort())))
                        .collect(Collectors.joining(", "));
    }

    /** A slice without endpoints has null for them. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, Integer> ports(EndpointSlice slice) {
        Map<String, Integer> ports = new HashMap<>();
        for (EndpointPort port : orNone(slice.getPorts())) {
            if (port.getPort() != null) {
                ports.put(port.getName() == null ? "" : port.getName(), port.getPort());
            }
        }
        return ports;
    }

    private static String nameOf(ServicePort port) {
        return port.getName() == null ? "" : port.getName();
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }
}
