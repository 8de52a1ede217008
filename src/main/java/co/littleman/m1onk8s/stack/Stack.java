// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.manifest.HelmHooks;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.ManifestSource;
import co.littleman.m1onk8s.manifest.Manifests;
import co.littleman.m1onk8s.settings.ImageOverrides;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Waiver;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be verified: the manifests, as they will run, and the components found in them.
 *
 * @param command what writes the manifests, as a user types it; empty if they are files
 * @param notes what a run says of how it got the manifests
 * @param unserved custom resources of kinds that the cluster does not serve; they are not among the manifests
 */
public record Stack(
        List<Manifest> manifests,
        List<Component> components,
        String command,
        List<String> notes,
        List<Manifest> unserved) {
    public Stack {
        manifests = List.copyOf(manifests);
        unserved = List.copyOf(unserved);
        components = List.copyOf(components);
        notes = List.copyOf(notes);
    }

    /** One whose manifests are files. */
    public Stack(List<Manifest> manifests, List<Component> components) {
        this(manifests, components, "", List.of(), List.of());
    }

    /**
     * Reads the manifests that the settings name.
     *
     * @param kinds finds the servers of each component
     * @throws SettingsException if they cannot be read, a wanted component is not among them, or two kinds claim the
     *     same port of a component
     */
    public static Stack read(Settings settings, ServerDetector kinds) {
        ManifestSource source = ManifestSource.of(settings);
        HelmHooks hooks = HelmHooks.in(
                Manifests.read(source, settings.namespace()),
                settings.rendering().withHooks());
        OwnNamespace own = OwnNamespace.of(hooks.kept(), settings);
        List<Manifest> manifests = own.manifests();
        manifests.forEach(manifest -> override(manifest.object(), settings.overrides()));
        List<Component> found = new Components(manifests)
                .find().stream()
                        .map(component -> component.with(servers(component, kinds)))
                        .toList();
        Set<String> names = found.stream().map(Component::name).collect(Collectors.toSet());
        for (String wanted : settings.components()) {
            if (!names.contains(wanted)) {
                throw new SettingsException("--component %s is not in %s; the components there are: %s."
                        .formatted(
                                wanted,
                                settings.manifests(),
                                found.stream().map(Component::name).distinct().collect(Collectors.joining(", "))));
            }
        }
        check(settings, found);
        return new Stack(
                manifests,
                found.stream()
                        .filter(component -> settings.components().isEmpty()
                                || settings.components().contains(component.name()))
                        .toList(),
                source.command(),
                Stream.of(source.notes(), hooks.notes(), own.notes())
                        .flatMap(List::stream)
                        .toList(),
                List.of());
    }

    /** The same without custom resources that its cluster does not serve. */
    public Stack without(List<Manifest> notServed) {
        return new Stack(
                manifests.stream().filter(one -> !notServed.contains(one)).toList(),
                components,
                command,
                notes,
                notServed);
    }

    private static List<Server> servers(Component component, ServerDetector kinds) {
        List<Server> servers = kinds.servers(component);
        for (Server one : servers) {
            for (Server other : servers) {
                if (one.isSamePort(other) && !one.kind().equals(other.kind())) {
                    throw new SettingsException(
                            "Port %d of container %s of component %s (%s) must be of one kind, but two claim it: %s (by %s) and %s (by %s); rename the port, or its appProtocol, for the one that it speaks."
                                    .formatted(
                                            one.port(),
                                            one.container().getName(),
                                            component.name(),
                                            component.workload() == null
                                                    ? ""
                                                    : component.workload().file(),
                                            one.kind(),
                                            one.why(),
                                            other.kind(),
                                            other.why()));
                }
            }
        }
        return servers;
    }

    /** A component that is misspelt would be judged, and its skip forgotten. */
    private static void check(Settings settings, List<Component> found) {
        Set<String> subjects = new TreeSet<>(Set.of(Waiver.STACK));
        found.forEach(component -> {
            subjects.add(component.name());
            subjects.add(component.namespace() + "/" + component.name());
        });
        for (Waiver skip : settings.waivers()) {
            if (skip.component() != null && !subjects.contains(skip.component())) {
                throw new SettingsException("waivers: %s is not a component of %s; the components there are: %s."
                        .formatted(
                                skip.component(),
                                settings.manifests(),
                                found.stream().map(Component::name).distinct().collect(Collectors.joining(", "))));
            }
        }
    }

    /** Namespaces that the components live in. */
    public Set<String> namespaces() {
        return components.stream().map(Component::namespace).collect(Collectors.toSet());
    }

    /** Every workload that the manifests put into a namespace, those of components that are not judged as well. */
    public List<Workload> workloads(String namespace) {
        return new Components(manifests)
                .workloads().stream()
                        .filter(workload -> workload.namespace().equals(namespace))
                        .toList();
    }

    /** The pod templates of all objects that the manifests put into a namespace, whatever their kind. */
    public List<Workload> podTemplates(String namespace) {
        return PodTemplates.of(manifests, namespace);
    }

    /** The manifest of a workload. */
    public Manifest manifest(Workload workload) {
        return manifest(workload.kind(), workload.namespace(), workload.name());
    }

    /** The manifest of a Service. */
    public Manifest manifest(DeclaredService service) {
        return manifest("Service", service.namespace(), service.name());
    }

    private Manifest manifest(String kind, String namespace, String name) {
        return manifests.stream()
                .filter(one -> one.kind().equals(kind)
                        && namespace.equals(one.namespace())
                        && one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Names of the files, in order. */
    public List<String> files() {
        return manifests.stream()
                .map(manifest -> manifest.file().origin())
                .distinct()
                .toList();
    }

    /** Every {@code image:} of a container, wherever its pod template stands in the object. */
    private static void override(JsonNode node, ImageOverrides overrides) {
        if (node instanceof ObjectNode object) {
            for (String list : List.of("containers", "initContainers")) {
                for (JsonNode container : object.path(list)) {
                    if (container instanceof ObjectNode fields
                            && fields.path("image").isTextual()) {
                        fields.put(
                                "image", overrides.resolve(fields.path("image").asText()));
                    }
                }
            }
        }
        node.forEach(child -> override(child, overrides));
    }
}
