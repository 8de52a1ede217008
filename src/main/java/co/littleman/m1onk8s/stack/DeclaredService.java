// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.settings.Place;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Service with a selector, as its manifest states it.
 *
 * @param file where its manifest begins
 */
public record DeclaredService(
        String namespace, String name, Map<String, String> selector, List<ServicePort> ports, Place file) {

    public DeclaredService {
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    /** True if pods with these labels are behind the Service. */
    public boolean selects(Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    /**
     * True if a pod gets connections that are made to one of its ports. A target port by number is one of every pod; by
     * name only of a pod that declares it.
     */
    public boolean leadsTo(PodSpec pod) {
        return ports.stream()
                .anyMatch(port -> port.getTargetPort() == null
                        || port.getTargetPort().getStrVal() == null
                        || declares(pod, port.getTargetPort().getStrVal()));
    }

    private static boolean declares(PodSpec pod, String name) {
        return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(port -> name.equals(port.getName()));
    }
}
