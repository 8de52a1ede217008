// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from a Service, its workload's pods and its ready endpoints what stands between them. Pure. */
final class EndpointProblem {
    /** Slices follow pods within a second; this is for the pods to become ready. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final DeclaredService service;
    private final @Nullable Workload workload;

    EndpointProblem(DeclaredService service, @Nullable Workload workload) {
        this.service = service;
        this.workload = workload;
    }

    /**
     * The first trouble; empty if there is none.
     *
     * @param own pods of the workload
     * @param all the endpoints that are ready
     */
    Optional<RolloutProblem> of(Service live, List<Pod> own, List<Endpoint> all) {
        List<Endpoint> ready = all.stream()
                .filter(endpoint -> takesConnections(live, endpoint) || isOf(own, endpoint))
                .toList();
        Map<String, String> selector = live.getSpec().getSelector() == null
                ? Map.of()
                : new TreeMap<>(live.getSpec().getSelector());
        boolean selectsOwn = own.stream().anyMatch(pod -> selects(selector, pod));
        if (workload == null
                || isElsewhere(workload)
                || (own.isEmpty() ? !templateMatches(workload, selector) : !selectsOwn)) {
            return Optional.of(new RolloutProblem(selectsNothing(selector, own), Duration.ZERO));
        }
        if (ready.isEmpty()) {
            return Optional.of(new RolloutProblem(noEndpoint(Labels.text(selector)), RolloutProblem.UNTIL_BUDGET));
        }
        return foreign(own, ready)
                .map(endpoint -> foreign(endpoint, selector))
                .or(() -> leftOut(selector, own, ready).map(this::leftOut))
                .or(() -> familyWithout(live, ready).map(this::familyWithout))
                .or(() -> portWithout(live, ready).map(this::portLeadsNowhere))
                .map(finding -> new RolloutProblem(finding, SETTLING));
    }

    private static Optional<Endpoint> foreign(List<Pod> own, List<Endpoint> ready) {
        return ready.stream().filter(endpoint -> !isOf(own, endpoint)).findFirst();
    }

    /**
     * Without a port in its slice an endpoint gets no connection: a chart's test pod that the selector matches, and
     * that declares none of the Service's ports. By the name of a headless Service it is found all the same.
     */
    private static boolean takesConnections(Service live, Endpoint endpoint) {
        return !endpoint.ports().isEmpty()
                || "None".equals(live.getSpec().getClusterIP())
                || live.getSpec().getPorts().isEmpty();
    }

    private static boolean isOf(List<Pod> own, Endpoint endpoint) {
        return own.stream().anyMatch(pod -> pod.getMetadata().getName().equals(endpoint.pod()));
    }

    private static Optional<Pod> leftOut(Map<String, String> selector, List<Pod> own, List<Endpoint> ready) {
        return own.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && selects(selector, pod))
                .filter(pod -> Readiness.isPodReady(pod))
                .filter(pod -> ready.stream()
                        .noneMatch(endpoint ->
                                endpoint.pod().equals(pod.getMetadata().getName())))
                .findFirst();
    }

    private static Optional<String> familyWithout(Service live, List<Endpoint> ready) {
        return Objects.requireNonNullElse(live.getSpec().getIpFamilies(), List.<String>of()).stream()
                .filter(family ->
                        ready.stream().noneMatch(endpoint -> endpoint.family().equals(family)))
                .findFirst();
    }

    private static Optional<ServicePort> portWithout(Service live, List<Endpoint> ready) {
        return live.getSpec().getPorts().stream()
                .filter(port ->
                        ready.stream().anyMatch(endpoint -> !endpoint.ports().containsKey(nameOf(port))))
                .findFirst();
    }

    private static boolean selects(Map<String, String> selector, Pod pod) {
        return pod.getMetadata().getLabels() != null
                && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }

    /** A Service selects in its own namespace only. */
    private boolean isElsewhere(Workload home) {
        return !home.namespace().equals(service.namespace());
    }

    /** The template in the manifests tells only until there are pods: what made them live may add a label to both. */
    private static boolean templateMatches(Workload home, Map<String, String> selector) {
        return home.podLabels().entrySet().containsAll(selector.entrySet());
    }

    private Finding leftOut(Pod pod) {
        String name = pod.getMetadata().getName();
        return Finding.of(
                        Cause.ENDPOINT_MISSING,
                        "Service %s leaves out a ready pod of its own: %s.".formatted(service.name(), name))
                .expected("every ready pod of " + (workload == null ? "its workload" : workload.reference()))
                .likely("the cluster's endpoint slice controller lags or is down")
                .next("kubectl -n %s get endpointslices -l kubernetes.io/service-name=%s"
                        .formatted(service.namespace(), service.name()));
    }

    private Finding familyWithout(String family) {
        return Finding.of(
                        Cause.ADDRESS_FAMILY_MISSING,
                        "Service %s has an %s address, but no %s endpoint.".formatted(service.name(), family, family))
                .detail("declared", "service/" + service.name(), service.file())
                .likely("its pods have no address of that family")
                .next("kubectl -n %s get pods -o jsonpath='{.items[*].status.podIPs}'".formatted(service.namespace()));
    }

    /** The finding if no endpoint was ever seen. */
    Finding none() {
        return noEndpoint("");
    }

    /** The finding for a Service that is not there. */
    Finding missing() {
        return Finding.of(Cause.OBJECT_MISSING, "Service %s is not on the cluster.".formatted(service.name()))
                .detail("declared", "service/" + service.name(), service.file())
                .next("kubectl -n %s get services".formatted(service.namespace()));
    }

    private Finding selectsNothing(Map<String, String> selector, List<Pod> own) {
        Finding finding = Finding.of(
                        Cause.SELECTOR_MATCHES_NOTHING,
                        "Service %s has no ready endpoint: its selector matches no pod, and nothing can change it."
                                .formatted(service.name()))
                .detail("selector", Labels.text(selector), service.file());
        if (workload == null) {
            finding = finding.likely("no workload in the manifests has these labels");
        } else if (isElsewhere(workload)) {
            finding = finding.detail("pod labels", Labels.text(workload.podLabels()), workload.file())
                    .detail("namespace", service.namespace(), service.file())
                    .detail("namespace", workload.namespace(), workload.file())
                    .likely("the Service and its workload are in different namespaces");
        } else {
            finding = finding.detail("pod labels", Labels.text(workload.podLabels()), workload.file());
            for (Pod pod : own) {
                finding = finding.detail(
                        "pod labels",
                        Labels.text(pod.getMetadata().getLabels()),
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
                .detail("selector", selector, service.file())
                .likely("the pods that it selects are not ready")
                .next("kubectl -n %s get pods,endpointslices".formatted(service.namespace()));
    }

    private Finding foreign(Endpoint endpoint, Map<String, String> selector) {
        if (endpoint.pod().isEmpty()) {
            return madeByHand(endpoint);
        }
        return Finding.of(
                        Cause.FOREIGN_ENDPOINT,
                        "Service %s also leads to a pod of another workload: %s."
                                .formatted(service.name(), endpoint.pod()))
                .expected("only pods of %s".formatted(workload == null ? "its workload" : workload.reference()))
                .seen("pod %s at %s".formatted(endpoint.pod(), endpoint.ip()))
                .detail("selector", Labels.text(selector), service.file())
                .likely("another workload's pods have the same labels; a Service takes everything that matches")
                .next("kubectl -n %s get pods -l %s".formatted(service.namespace(), Labels.text(selector)));
    }

    /** The controller of EndpointSlices names the pod of each address. */
    private Finding madeByHand(Endpoint endpoint) {
        return Finding.of(
                        Cause.FOREIGN_ENDPOINT,
                        "Service %s also leads to an address that is no pod's: %s."
                                .formatted(service.name(), endpoint.ip()))
                .expected("only pods of %s".formatted(workload == null ? "its workload" : workload.reference()))
                .seen("an EndpointSlice with the address %s".formatted(endpoint.ip()))
                .likely("an EndpointSlice that was made by hand, or by another controller than the cluster's own")
                .next("kubectl -n %s get endpointslices -l kubernetes.io/service-name=%s -o yaml"
                        .formatted(service.namespace(), service.name()));
    }

    private Finding portLeadsNowhere(ServicePort port) {
        String target = port.getTargetPort() == null
                ? String.valueOf(port.getPort())
                : String.valueOf(port.getTargetPort().getValue());
        return Finding.of(
                        Cause.PORT_LEADS_NOWHERE,
                        "Port %d of Service %s leads nowhere: no container has a port named %s."
                                .formatted(port.getPort(), service.name(), target))
                .detail("targetPort", target, service.file())
                .detail(
                        "containers",
                        containerPorts(),
                        workload == null ? "" : workload.file().toString())
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

    private static String nameOf(ServicePort port) {
        return port.getName() == null ? "" : port.getName();
    }
}
