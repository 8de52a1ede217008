// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;

/** The addresses inside the cluster at which a Redis of a component is to be found. */
final class RedisPaths {
    private final ComponentContext it;
    private final RedisComponent redis;

    RedisPaths(ComponentContext it, RedisComponent redis) {
        this.it = it;
        this.redis = redis;
    }

    /** The Services that lead to this Redis. */
    List<DeclaredService> services() {
        return it.services().stream()
                .filter(service -> redis.port(service).isPresent())
                .toList();
    }

    /** Redis behind the ClusterIPs of a Service. */
    List<Address> clusterIps(DeclaredService service) {
        int port = port(service);
        return it.clusterIps(service).stream().map(ip -> new Address(ip, port)).toList();
    }

    /** Redis by a name of a Service. */
    Address byName(DeclaredService service, String name) {
        return new Address(name, port(service));
    }

    /** Redis in each pod that is ready behind a Service, its own or not. */
    List<Address> pods(DeclaredService service) {
        String name = redis.port(service).map(ServicePort::getName).orElse("");
        return new ServiceEndpoints(it.view(), service, it.component().workload())
                .ready().stream()
                        .flatMap(
                                endpoint -> Optional.ofNullable(endpoint.ports().get(name))
                                        .map(port -> new Address(endpoint.ip(), port))
                                        .stream())
                        .toList();
    }

    /** Redis in each of the component's own ready pods, at the port on which its container listens. */
    List<Address> ownPods() {
        int port = redis.targetPort();
        return it.readyPods().stream()
                .map(pod -> new Address(pod.getStatus().getPodIP(), port))
                .toList();
    }

    private int port(DeclaredService service) {
        return redis.port(service).map(ServicePort::getPort).orElseThrow();
    }
}
