// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One port of a component that speaks HTTP, by the manifests: by the name or the appProtocol of a Service's port, or by
 * the name of a container's port.
 *
 * @param service the Service that leads there; null if none does
 * @param servicePort its port; 0 without a Service
 * @param server the container and its port
 */
record HttpTarget(@Nullable DeclaredService service, int servicePort, Server server) {
    static final String KIND = "http";

    /**
     * Those of a component, each port of a container once for each Service that leads there. What a Service says of a
     * port goes before the name of the container's port.
     */
    static List<HttpTarget> of(Component component) {
        Workload workload = component.workload();
        List<HttpTarget> targets = new ArrayList<>();
        List<Server> others = new ArrayList<>();
        if (workload == null) {
            return targets;
        }
        for (DeclaredService service : component.services()) {
            for (ServicePort port : service.ports()) {
                Optional<Found> place = behind(workload, port).map(found -> found.named(port));
                if (place.isPresent() && place.get().why().isEmpty()) {
                    others.add(place.get().server());
                } else {
                    place.ifPresent(found -> targets.add(new HttpTarget(service, port.getPort(), found.server())));
                }
            }
        }
        for (Container container : workload.containers()) {
            for (ContainerPort port : container.getPorts()) {
                Server server = server(container, port.getContainerPort(), "port name " + port.getName());
                if (isHttp(port.getName())
                        && others.stream().noneMatch(other -> isSame(other, server))
                        && targets.stream().noneMatch(known -> isSame(known.server(), server))) {
                    targets.add(new HttpTarget(null, 0, server));
                }
            }
        }
        return targets;
    }

    /** What declares its address, as kubectl takes it. */
    String declared(Workload workload) {
        return service == null ? workload.reference() : "service/" + service.name();
    }

    /** Where that is. */
    Place file(Workload workload) {
        return service == null ? workload.file() : service.file();
    }

    private static boolean isSame(Server one, Server other) {
        return one.port() == other.port()
                && one.container().getName().equals(other.container().getName());
    }

    /** A container's port, and why it is taken for one that speaks HTTP. */
    private record Found(Container container, int port, String portName, String why) {
        Found named(ServicePort service) {
            String protocol = service.getAppProtocol();
            if (protocol != null) {
                return new Found(container, port, portName, protocol.equals(KIND) ? "appProtocol http" : "");
            }
            if (isHttp(service.getName())) {
                return new Found(container, port, portName, "port name " + service.getName());
            }
            return new Found(container, port, portName, isHttp(portName) ? "port name " + portName : "");
        }

        Server server() {
            return HttpTarget.server(container, port, why);
        }
    }

    private static Server server(Container container, int port, String why) {
        // Whether a web server's image has a shell is not to be told by its manifest.
        return new Server(KIND, container, port, why, Server.Data.NONE, false);
    }

    /** Where a Service's TCP port leads; a number that no container declares may be any container's, and is the first's. */
    private static Optional<Found> behind(Workload workload, ServicePort port) {
        if (port.getProtocol() != null && !port.getProtocol().equals("TCP")) {
            return Optional.empty();
        }
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        for (Container container : workload.containers()) {
            for (ContainerPort declared : container.getPorts()) {
                if (target.getStrVal() == null
                        ? declared.getContainerPort().equals(target.getIntVal())
                        : target.getStrVal().equals(declared.getName())) {
                    return Optional.of(
                            new Found(container, declared.getContainerPort(), String.valueOf(declared.getName()), ""));
                }
            }
        }
        return target.getStrVal() == null && !workload.containers().isEmpty()
                ? Optional.of(new Found(workload.containers().get(0), target.getIntVal(), "", ""))
                : Optional.empty();
    }

    /** As Istio, Prometheus' charts and many others name such ports: http, or http- and more. */
    static boolean isHttp(@Nullable String portName) {
        return portName != null && (portName.equals("http") || portName.startsWith("http-"));
    }
}
