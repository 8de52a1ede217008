// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rights as the objects that give them: a ServiceAccount, a Role for each namespace, and a ClusterRole if it must
 * be.
 */
public final class Rbac {
    /** Of the ServiceAccount, and of all that gives it rights. */
    private static final String NAME = "m1onk8s-verify";

    private static final String GROUP = "rbac.authorization.k8s.io";

    private Rbac() {}

    /**
     * YAML for {@code kubectl apply -f -}.
     *
     * @param home namespace of the ServiceAccount
     */
    public static String yaml(List<Permission> rights, String home) {
        Map<String, List<Permission>> byNamespace = rights.stream()
                .collect(Collectors.groupingBy(Permission::namespace, LinkedHashMap::new, Collectors.toList()));
        List<String> documents = new ArrayList<>();
        documents.add("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: %s}
                """.formatted(NAME, home));
        byNamespace.forEach((namespace, here) -> {
            documents.add(role(namespace, here, home));
            documents.add(binding(namespace, home));
        });
        return String.join("---\n", documents);
    }

    private static String role(String namespace, List<Permission> rights, String home) {
        return """
                apiVersion: %s/v1
                kind: %s
                metadata: %s
                rules:
                """.formatted(GROUP, kind(namespace), metadata(namespace, home))
                + rights.stream().map(Rbac::rule).collect(Collectors.joining());
    }

    private static String rule(Permission right) {
        String name = right.name().isEmpty() ? "" : ", resourceNames: [%s]".formatted(right.name());
        return "  - {apiGroups: [\"%s\"], resources: [%s]%s, verbs: [%s]}\n"
                .formatted(right.group(), right.resource(), name, String.join(", ", right.verbs()));
    }

    private static String binding(String namespace, String home) {
        return """
                apiVersion: %s/v1
                kind: %sBinding
                metadata: %s
                roleRef: {apiGroup: %s, kind: %s, name: %s}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                """.formatted(
                        GROUP,
                        kind(namespace),
                        metadata(namespace, home),
                        GROUP,
                        kind(namespace),
                        name(namespace, home),
                        NAME,
                        home);
    }

    private static String kind(String namespace) {
        return namespace.isEmpty() ? "ClusterRole" : "Role";
    }

    private static String metadata(String namespace, String home) {
        return namespace.isEmpty()
                ? "{name: %s}".formatted(name(namespace, home))
                : "{name: %s, namespace: %s}".formatted(name(namespace, home), namespace);
    }

    /**
     * Outside of the stack's own namespace there may be those of other stacks as well, which are not ours to replace.
     */
    private static String name(String namespace, String home) {
        return namespace.equals(home) ? NAME : NAME + "-" + home;
    }
}
