// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/** One pod, and the Services that send clients to its Redis as long as it is ready. */
final class EndpointMembership {
    private final ComponentContext it;
    private final String pod;
    private final List<DeclaredService> services;

    private EndpointMembership(ComponentContext it, String pod, List<DeclaredService> services) {
        this.it = it;
        this.pod = pod;
        this.services = services;
    }

    /**
     * A Service of clients that leads to pods which are not ready: a headless one is for peers that find each other.
     */
    static Optional<DeclaredService> regardless(ComponentContext it) {
        return it.services().stream()
                .filter(service -> RedisComponent.each(it.component()).stream()
                        .anyMatch(redis -> redis.port(service).isPresent()))
                .filter(service -> it.view()
                        .service(service)
                        .filter(EndpointMembership::isRegardless)
                        .isPresent())
                .findFirst();
    }

    private static boolean isRegardless(Service live) {
        return Boolean.TRUE.equals(live.getSpec().getPublishNotReadyAddresses())
                && !"None".equals(live.getSpec().getClusterIP());
    }

    /** Skips the check if no Service asks whether pods are ready: some publish all, for peers to find each other. */
    static EndpointMembership of(ComponentContext it, Pod pod) {
        List<DeclaredService> services = it.services().stream()
                .filter(service -> RedisComponent.each(it.component()).stream()
                        .anyMatch(redis -> redis.port(service).isPresent()))
                .filter(service -> it.view()
                        .service(service)
                        .filter(live -> !Boolean.TRUE.equals(live.getSpec().getPublishNotReadyAddresses()))
                        .isPresent())
                .toList();
        if (services.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a Service to Redis that follows readiness");
        }
        return new EndpointMembership(it, pod.getMetadata().getName(), services);
    }

    List<String> names() {
        return services.stream().map(DeclaredService::name).toList();
    }

    /** True if none of them sends clients there. */
    boolean isOut() {
        return services.stream().noneMatch(this::leadsThere);
    }

    /** True if all of them send clients there. */
    boolean isIn() {
        return services.stream().allMatch(this::leadsThere);
    }

    private boolean leadsThere(DeclaredService service) {
        return new ServiceEndpoints(it.view(), service, it.workload())
                .ready().stream().anyMatch(endpoint -> endpoint.pod().equals(pod));
    }
}
