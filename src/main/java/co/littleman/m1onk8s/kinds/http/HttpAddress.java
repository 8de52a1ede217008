// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where clients reach a web server: at the names and addresses of its Service, and at the Service's ports only.
 *
 * @param service name of the Service; empty if the ports are not known
 * @param namespace in which it is
 * @param ips its ClusterIPs
 * @param ports its TCP ports
 */
record HttpAddress(String service, String namespace, List<String> ips, Set<Integer> ports) {
    /** Without a Service, or with a headless one, whose clients reach each port of a pod. */
    static final HttpAddress UNKNOWN = new HttpAddress("", "", List.of(), Set.of());

    /** That of a Service; unknown if it has no address of its own. */
    static HttpAddress of(DeclaredService service, List<String> ips) {
        Set<Integer> ports = new TreeSet<>();
        service.ports().stream()
                .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
                .map(ServicePort::getPort)
                .forEach(ports::add);
        return ips.isEmpty() ? UNKNOWN : new HttpAddress(service.name(), service.namespace(), ips, ports);
    }

    /** True if a client that goes to this host and port gets no connection, as the Service has no such port. */
    boolean lacks(String host, int port, String askedHost) {
        return !service.isEmpty() && !ports.contains(port) && (isOwn(host) || host.equalsIgnoreCase(askedHost));
    }

    /** By its name, with or without its namespace and the cluster's domain, or by one of its addresses. */
    private boolean isOwn(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        String full = service + "." + namespace + ".svc";
        return name.equals(service)
                || name.equals(service + "." + namespace)
                || name.equals(full)
                || name.startsWith(full + ".")
                || ips.contains(name.replaceAll("[\\[\\]]", ""));
    }
}
