// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import java.util.List;
import java.util.stream.Stream;

/**
 * One rule of RBAC: verbs on one resource.
 *
 * @param namespace where; empty for what is in no namespace
 * @param group API group; empty for the core
 * @param resource plural, with its subresource, such as {@code pods/log}
 * @param name the only object that it is about; empty for all
 */
public record Permission(String namespace, String group, String resource, String name, List<String> verbs) {
    public Permission {
        verbs = List.copyOf(verbs);
    }

    /** True if the other differs in its verbs only. */
    boolean isOfTheSame(Permission other) {
        return with(other.verbs).equals(other);
    }

    /** The same, for the other's verbs as well. */
    Permission and(Permission other) {
        return with(
                Stream.concat(verbs.stream(), other.verbs.stream()).distinct().toList());
    }

    /** The same, for these verbs. */
    Permission with(List<String> these) {
        return new Permission(namespace, group, resource, name, these);
    }

    /** Such as {@code get deployments.apps cache in namespace shop}. */
    @Override
    public String toString() {
        return String.join(", ", verbs)
                + " "
                + resource
                + (group.isEmpty() ? "" : "." + group)
                + (name.isEmpty() ? "" : " " + name)
                + (namespace.isEmpty() ? ", in no namespace" : " in namespace " + namespace);
    }
}
