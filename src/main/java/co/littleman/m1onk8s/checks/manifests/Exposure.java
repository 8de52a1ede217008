// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.kinds.OwnAnnotations;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What opens a Service or a pod to the outside of the cluster, unless its annotation says that it is meant to. */
final class Exposure {
    static final String ANNOTATION = OwnAnnotations.EXPOSED + ": \"true\"";

    private static final String KEY = OwnAnnotations.EXPOSED;
    private static final Set<String> OPEN = Set.of("NodePort", "LoadBalancer");

    private Exposure() {}

    /** Of a Service, as declared and as it is. */
    static Optional<Finding> of(DeclaredService service, Service declared, Optional<Service> live) {
        if (isMeant(declared.getMetadata())) {
            return Optional.empty();
        }
        Set<String> ways = new TreeSet<>(ways(declared.getSpec()));
        String where = ways.isEmpty() ? "live" : service.file().toString();
        live.ifPresent(now -> ways.addAll(ways(now.getSpec())));
        return finding(
                "Service " + service.name(),
                "annotate it with " + ANNOTATION,
                ways,
                where,
                "kubectl -n %s get service %s -o wide".formatted(service.namespace(), service.name()));
    }

    /** Of an Ingress that leads to one of a store's Services: whoever reaches its controller reaches the store. */
    static Optional<Finding> of(Manifest ingress, List<DeclaredService> services) {
        Set<String> ways = new TreeSet<>();
        for (JsonNode backend : ingress.object().findValues("service")) {
            services.stream()
                    .filter(service -> service.namespace().equals(ingress.namespace())
                            && service.name().equals(backend.path("name").asText()))
                    .forEach(service -> ways.add("it leads to Service " + service.name()));
        }
        boolean meant =
                ingress.object().at("/metadata/annotations").path(KEY).asText().equals("true");
        return meant
                ? Optional.empty()
                : finding(
                        "Ingress " + ingress.name(),
                        "annotate it with " + ANNOTATION,
                        ways,
                        ingress.file().toString(),
                        "kubectl -n %s get ingress %s -o yaml".formatted(ingress.namespace(), ingress.name()));
    }

    /** Of the pods of a template. */
    static Optional<Finding> of(Workload workload) {
        PodSpec spec = workload.template().getSpec();
        if (spec == null || isMeant(workload.template().getMetadata())) {
            return Optional.empty();
        }
        Set<String> ways = new TreeSet<>();
        if (Boolean.TRUE.equals(spec.getHostNetwork())) {
            ways.add("hostNetwork");
        }
        Workload.longRunning(spec).stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
                .forEach(port -> ways.add("hostPort " + port.getHostPort()));
        return finding(
                workload.kind() + " " + workload.name(),
                "annotate its pod template (spec.template.metadata.annotations) with " + ANNOTATION,
                ways,
                workload.file().toString(),
                "kubectl -n %s get %s -o yaml".formatted(workload.namespace(), workload.reference()));
    }

    private static List<String> ways(@Nullable ServiceSpec spec) {
        List<String> ways = new ArrayList<>();
        if (spec != null && spec.getType() != null && OPEN.contains(spec.getType())) {
            ways.add("type " + spec.getType());
        }
        if (spec != null
                && spec.getExternalIPs() != null
                && !spec.getExternalIPs().isEmpty()) {
            ways.add("externalIPs " + String.join(" ", spec.getExternalIPs()));
        }
        return ways;
    }

    private static boolean isMeant(@Nullable ObjectMeta meta) {
        return meta != null
                && meta.getAnnotations() != null
                && "true".equals(meta.getAnnotations().get(KEY));
    }

    private static Optional<Finding> finding(String what, String allow, Set<String> ways, String where, String next) {
        if (ways.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.EXPOSED,
                        "%s is open to the outside of the cluster: %s.".formatted(what, String.join(", ", ways)))
                .expected("a Service of type ClusterIP, and pods in the cluster's own network")
                .detail("open by", String.join(", ", ways), where)
                .likely("left over from a test; if it is meant, " + allow)
                .next(next));
    }
}
