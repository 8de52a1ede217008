// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import java.util.Set;

/** The API groups of Kubernetes itself (API reference of 1.34). */
final class ApiGroups {
    private static final Set<String> WITH_A_DOMAIN = Set.of(
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private ApiGroups() {}

    /** True for a version of a group of Kubernetes itself, one that it has given up included. */
    static boolean areBuiltIn(String apiVersion) {
        String group = apiVersion.replaceFirst("/?[^/]*$", "");
        return !group.contains(".") || WITH_A_DOMAIN.contains(group);
    }
}
