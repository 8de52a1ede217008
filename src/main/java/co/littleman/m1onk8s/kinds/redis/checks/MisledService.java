// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Optional;

/**
 * A Service that is named after one Redis of a pod with several, and leads to another one. Nothing else shows it: the
 * other one answers, and keeps what it is given.
 */
final class MisledService {
    private MisledService() {}

    /** The first of them; empty if each Redis is reached by a Service of its own name, or no Service has its name. */
    static Optional<Finding> of(Component component) {
        List<RedisComponent> all = RedisComponent.each(component);
        return all.stream()
                .filter(meant -> component.services().stream()
                        .noneMatch(service -> isNamedAfter(service, meant) && leadsTo(service, meant)))
                .flatMap(meant -> component.services().stream()
                        .filter(service -> isNamedAfter(service, meant))
                        .flatMap(service -> all.stream()
                                .filter(led -> leadsTo(service, led) && !isNamedAfter(service, led))
                                .map(led -> finding(service, meant, led))))
                .findFirst();
    }

    private static boolean leadsTo(DeclaredService service, RedisComponent redis) {
        return redis.port(service).isPresent();
    }

    /** The container's name is one of the words of the Service's name, as sessions is of shop-sessions. */
    private static boolean isNamedAfter(DeclaredService service, RedisComponent redis) {
        return ("-" + service.name() + "-").contains("-" + redis.containerName() + "-");
    }

    private static Finding finding(DeclaredService service, RedisComponent meant, RedisComponent led) {
        return Finding.of(
                        Cause.PATH_BY_SERVICE_BROKEN,
                        "Service %s leads to the Redis of container %s, and not to that of container %s."
                                .formatted(service.name(), led.containerName(), meant.containerName()))
                .expected("port %d of container %s".formatted(meant.targetPort(), meant.containerName()))
                .seen("port %d of container %s".formatted(led.targetPort(), led.containerName()))
                .detail("Service", service.name(), service.file())
                .likely("its targetPort is that of the other one: what is meant for one Redis lands in the other")
                .next("kubectl -n %s get service %s -o yaml".formatted(service.namespace(), service.name()));
    }
}
