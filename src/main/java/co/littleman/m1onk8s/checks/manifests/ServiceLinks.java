// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The variables that Kubernetes sets for a Service in every pod of its namespace, in Docker's old form: for one named
 * mysql, {@code MYSQL_PORT=tcp://10.43.0.9:3306}.
 *
 * <p>Only names are judged of which it is known that clients read that variable as a number: PHP frameworks and the
 * start scripts of shop images take MYSQL_PORT and MEMCACHED_PORT, and those of some component kinds, from the environment. Others (db,
 * php-fpm, nginx, cache) are the usual and healthy names of Services, and whether an image reads their variable a name
 * does not tell.
 *
 * <p>And only if somebody would get it: a pod of the namespace with links on (the default) and no value of its own.
 * If the namespace has no pods but the Service's own, its clients are yet to come, with the default.
 */
final class ServiceLinks {
    private static final Set<String> READ_AS_NUMBERS = Set.of("MYSQL_PORT", "MEMCACHED_PORT");

    private ServiceLinks() {}

    static Optional<Finding> finding(DeclaredService service, List<NamespacePod> neighbours) {
        String variable = service.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
        List<NamespacePod> hit =
                neighbours.stream().filter(one -> one.gets(variable)).toList();
        boolean clientsAreToCome = neighbours.stream().allMatch(NamespacePod::own);
        if (!isReadAsNumber(variable) || (hit.isEmpty() && !clientsAreToCome)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.SERVICE_NAME_UNSAFE,
                        "Service %s makes Kubernetes set %s=tcp://… in pods of namespace %s, where clients read a number."
                                .formatted(service.name(), variable, service.namespace()))
                .expected("another name, such as cache or sessions; or enableServiceLinks: false in all its clients")
                .seen(
                        hit.isEmpty()
                                ? "no client yet; pods have service links on unless they say otherwise"
                                : "service links are on in "
                                        + hit.stream().map(NamespacePod::what).collect(Collectors.joining(", ")))
                .detail("declared", "service/" + service.name(), service.file())
                .next("kubectl -n %s exec POD -- env   # in a client: is there a %s?"
                        .formatted(service.namespace(), variable)));
    }

    private static boolean isReadAsNumber(String variable) {
        return READ_AS_NUMBERS.contains(variable)
                || Kinds.all().stream().anyMatch(kind -> kind.portVariables().contains(variable));
    }
}
