package co.littleman.m1onk8s.stack;

import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;

/**
 * A Service with a selector, as its manifest states it.
 *
 * @param file where it is declared
 */
public record DeclaredService(
        String namespace, String name, Map<String, String> selector, List<ServicePort> ports, String file) {

    public DeclaredService {
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    /** True where pods with these labels are behind the Service. */
    public boolean selects(Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
