// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A ServiceMonitor or a PodMonitor of the Prometheus operator (monitoring.coreos.com/v1, its API reference): what
 * Prometheus is to scrape, by labels of Services or of pods.
 *
 * @param ofPods true for a PodMonitor, which goes by pods and their containers' ports
 * @param namespaces in which it looks; empty for all
 * @param endpoints the ports that it wants of each Service or pod
 */
public record Monitor(
        Manifest manifest,
        boolean ofPods,
        Set<String> namespaces,
        LabelSelector selector,
        List<MonitorEndpoint> endpoints) {
    private static final String GROUP = "monitoring.coreos.com/";

    public Monitor {
        namespaces = Set.copyOf(namespaces);
        endpoints = List.copyOf(endpoints);
    }

    /** Those of a stack, which its cluster need not serve. */
    public static List<Monitor> of(Stack stack) {
        return Stream.concat(stack.manifests().stream(), stack.unserved().stream())
                .flatMap(manifest -> of(manifest).stream())
                .toList();
    }

    private static Optional<Monitor> of(Manifest manifest) {
        boolean ofPods = manifest.kind().equals("PodMonitor");
        if (!manifest.apiVersion().startsWith(GROUP)
                || !(ofPods || manifest.kind().equals("ServiceMonitor"))) {
            return Optional.empty();
        }
        return manifest.at("/spec/selector", LabelSelector.class)
                .map(selector -> new Monitor(
                        manifest,
                        ofPods,
                        namespaces(manifest),
                        selector,
                        endpoints(manifest.object().path("spec").path(ofPods ? "podMetricsEndpoints" : "endpoints"))));
    }

    /** Without a selector of namespaces it looks in its own, and nowhere else. */
    private static Set<String> namespaces(Manifest manifest) {
        JsonNode selector = manifest.object().at("/spec/namespaceSelector");
        Set<String> names = new TreeSet<>();
        selector.path("matchNames").forEach(name -> names.add(name.asText()));
        String own = manifest.namespace();
        // One that names no namespace goes where the chart's release goes, which its manifest does not say.
        if (names.isEmpty() && !selector.path("any").asBoolean() && own != null) {
            names.add(own);
        }
        return names;
    }

    private static List<MonitorEndpoint> endpoints(JsonNode all) {
        List<MonitorEndpoint> endpoints = new ArrayList<>();
        all.forEach(one -> endpoints.add(MonitorEndpoint.of(one)));
        return endpoints;
    }

    /** True if it looks in the namespace. */
    public boolean looksIn(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /** True if it goes by these labels; in which namespace they are is not asked. */
    public boolean matches(Map<String, String> labels) {
        return Labels.match(selector, labels);
    }

    /** Such as {@code ServiceMonitor shop/cache}. */
    public String title() {
        return manifest.title();
    }

    /** Where its manifest begins. */
    public Place file() {
        return manifest.file();
    }
}
