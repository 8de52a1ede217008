// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RbacTest {
    @Test
    void rightsAreObjectsThatKubectlApplies() {
        assertThat(Rbac.yaml(
                        List.of(
                                new Permission("shop", "", "pods", "", List.of("list", "watch")),
                                new Permission("", "storage.k8s.io", "storageclasses", "fast", List.of("get")),
                                new Permission("shop", "apps", "deployments", "cache", List.of("get"))),
                        "shop"))
                .isEqualTo("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: m1onk8s-verify, namespace: shop}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: {name: m1onk8s-verify, namespace: shop}
                        rules:
                          - {apiGroups: [""], resources: [pods], verbs: [list, watch]}
                          - {apiGroups: ["apps"], resources: [deployments], resourceNames: [cache], verbs: [get]}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {name: m1onk8s-verify, namespace: shop}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: m1onk8s-verify}
                        subjects: [{kind: ServiceAccount, name: m1onk8s-verify, namespace: shop}]
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: m1onk8s-verify-shop}
                        rules:
                          - {apiGroups: ["storage.k8s.io"], resources: [storageclasses], resourceNames: [fast], verbs: [get]}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: m1onk8s-verify-shop}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: m1onk8s-verify-shop}
                        subjects: [{kind: ServiceAccount, name: m1onk8s-verify, namespace: shop}]
                        """);
    }

    @Test
    void inANamespaceOfOthersItTakesNobodyElsesPlace() {
        assertThat(Rbac.yaml(
                        List.of(new Permission("kube-system", "", "namespaces", "kube-system", List.of("get"))),
                        "shop"))
                .endsWith("""
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: {name: m1onk8s-verify-shop, namespace: kube-system}
                        rules:
                          - {apiGroups: [""], resources: [namespaces], resourceNames: [kube-system], verbs: [get]}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {name: m1onk8s-verify-shop, namespace: kube-system}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: m1onk8s-verify-shop}
                        subjects: [{kind: ServiceAccount, name: m1onk8s-verify, namespace: shop}]
                        """);
    }
}
