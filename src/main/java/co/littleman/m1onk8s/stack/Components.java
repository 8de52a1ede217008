// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.manifest.Manifest;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the components in a set of manifests. Nothing is configured: a new workload gets every check that fits it. */
public final class Components {
    private final List<Workload> workloads;
    private final List<DeclaredService> services;

    /** Of these manifests. */
    public Components(List<Manifest> manifests) {
        this.workloads = manifests.stream()
                .map(Components::workload)
                .flatMap(Optional::stream)
                .toList();
        this.services = manifests.stream()
                .map(Components::service)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Every workload of the manifests that is one of a component, wanted or not. */
    List<Workload> workloads() {
        return find().stream()
                .map(Component::workload)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    public List<Component> find() {
        Map<Workload, List<DeclaredService>> byWorkload = new LinkedHashMap<>();
        workloads.forEach(workload -> byWorkload.put(workload, new ArrayList<>()));
        List<Component> strays = new ArrayList<>();
        for (DeclaredService service : services) {
            List<Workload> homes = homes(service);
            homes.forEach(home -> Objects.requireNonNull(byWorkload.get(home)).add(service));
            if (homes.isEmpty()) {
                strays.add(new Component(service.name(), service.namespace(), null, List.of(service)));
            }
        }
        byWorkload.entrySet().removeIf(one -> one.getValue().isEmpty() && !isByItself(one.getKey()));
        List<Component> components = new ArrayList<>();
        byWorkload.forEach((workload, mine) ->
                components.add(new Component(workload.name(), workload.namespace(), workload, mine)));
        components.addAll(strays);
        return List.copyOf(components);
    }

    /**
     * The workloads that a Service leads to. If its selector matches none, the one that it was meant for: of the
     * same name, or with most of the selector's labels. A wrong selector must fail the component, not vanish with it.
     */
    private List<Workload> homes(DeclaredService service) {
        List<Workload> selected = selected(service);
        List<List<Workload>> bestFirst = List.of(
                selected.stream().filter(Workload::hasController).toList(),
                selected.stream().filter(workload -> !workload.ends()).toList(),
                selected.stream().filter(pod -> isReached(pod, service)).toList());
        for (List<Workload> some : bestFirst) {
            if (!some.isEmpty()) {
                return some;
            }
        }
        return workloads.stream()
                .filter(workload -> workload.hasController() || !workload.ends())
                .filter(workload -> likeness(service, workload) > 0)
                .max((a, b) -> Integer.compare(likeness(service, a), likeness(service, b)))
                .map(List::of)
                .orElse(List.of());
    }

    private List<Workload> selected(DeclaredService service) {
        return workloads.stream()
                .filter(workload -> workload.namespace().equals(service.namespace()))
                .filter(workload -> service.selects(workload.podLabels()))
                .toList();
    }

    private static boolean isReached(Workload pod, DeclaredService service) {
        return pod.template().getSpec() != null
                && service.leadsTo(pod.template().getSpec());
    }

    /**
     * True if a workload is a component even though no Service leads to it. A bare Pod that ends has other work, such as
     * a chart's test; and one with the labels of another workload stands behind that one's Service, if it is found.
     */
    private boolean isByItself(Workload workload) {
        return workload.hasController()
                || (!workload.ends()
                        && services.stream()
                                .noneMatch(service -> selected(service).contains(workload)));
    }

    private static int likeness(DeclaredService service, Workload workload) {
        int shared = (int) service.selector().entrySet().stream()
                .filter(workload.podLabels().entrySet()::contains)
                .count();
        int sameName = service.name().equals(workload.name()) ? 100 : 0;
        int sameNamespace = service.namespace().equals(workload.namespace()) ? 50 : 0;
        return shared + sameName == 0 ? 0 : shared + sameName + sameNamespace;
    }

    private static Optional<Workload> workload(Manifest manifest) {
        Optional<PodTemplateSpec> template = switch (manifest.kind()) {
            case "Deployment" ->
                manifest.as(Deployment.class).map(Deployment::getSpec).map(spec -> spec.getTemplate());
            case "StatefulSet" ->
                manifest.as(StatefulSet.class).map(StatefulSet::getSpec).map(spec -> spec.getTemplate());
            case "DaemonSet" ->
                manifest.as(DaemonSet.class).map(DaemonSet::getSpec).map(spec -> spec.getTemplate());
            case "Pod" -> PodTemplates.ofPod(manifest);
            default -> Optional.empty();
        };
        @Nullable String namespace = manifest.namespace();
        return template.filter(found -> namespace != null)
                .map(found -> new Workload(
                        manifest.kind(), Objects.requireNonNull(namespace), manifest.name(), found, manifest.file()));
    }

    private static Optional<DeclaredService> service(Manifest manifest) {
        @Nullable String namespace = manifest.namespace();
        if (!manifest.kind().equals("Service") || namespace == null) {
            return Optional.empty();
        }
        return manifest.as(Service.class)
                .map(Service::getSpec)
                .filter(spec ->
                        spec.getSelector() != null && !spec.getSelector().isEmpty())
                // A name for something elsewhere: its selector, left over, is ignored.
                .filter(spec -> !"ExternalName".equals(spec.getType()))
                .map(spec -> new DeclaredService(
                        namespace, manifest.name(), spec.getSelector(), spec.getPorts(), manifest.file()));
    }
}
