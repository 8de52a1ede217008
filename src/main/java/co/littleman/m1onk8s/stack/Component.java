// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the stack runs: a workload and the Services that lead to it, found in the manifests.
 *
 * @param workload null if Services are declared for which the manifests have no workload at all
 * @param servers what clients connect to in its pods, as far as a component kind knows it
 */
public record Component(
        String name,
        String namespace,
        @Nullable Workload workload,
        List<DeclaredService> services,
        List<Server> servers) {
    public Component {
        services = List.copyOf(services);
        servers = List.copyOf(servers);
    }

    /** A component in which no kind has looked for servers yet. */
    public Component(String name, String namespace, @Nullable Workload workload, List<DeclaredService> services) {
        this(name, namespace, workload, services, List.of());
    }

    /** This component, with these servers. */
    public Component with(List<Server> found) {
        return new Component(name, namespace, workload, services, found);
    }

    /** True if one of its servers is of this kind. */
    public boolean runs(String kind) {
        return servers.stream().anyMatch(server -> server.kind().equals(kind));
    }

    /** The first server that holds data. */
    public Optional<Server> store() {
        return servers.stream().filter(Server::isStore).findFirst();
    }

    /** Each port on which the pods listen, as network policies know it: its number, and its name if it has one. */
    public List<Set<String>> podPorts() {
        return workload == null
                ? List.of()
                : workload.containers().stream()
                        .flatMap(container -> container.getPorts().stream())
                        .map(port -> port.getName() == null
                                ? Set.of(String.valueOf(port.getContainerPort()))
                                : Set.of(String.valueOf(port.getContainerPort()), port.getName()))
                        .toList();
    }
}
