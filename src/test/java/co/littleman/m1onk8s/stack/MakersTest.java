// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakersTest {
    @Test
    void withoutInputNothingComes() {
        assertThat(Makers.NONE.mayMake("Secret", "shop", "cache", "")).isFalse();
        assertThat(Makers.NONE.maySetConditions()).isFalse();
    }

    @Test
    void whatIsDeclaredMayStillComeAndNothingElse() {
        Makers makers = makers("{apiVersion: v1, kind: Secret, metadata: {name: cache, namespace: shop}}");

        assertThat(makers.mayMake("Secret", "shop", "cache", "")).isTrue();
        assertThat(makers.mayMake("ConfigMap", "shop", "cache", "")).isFalse();
        assertThat(makers.mayMake("Secret", "other", "cache", "")).isFalse();
        assertThat(makers.mayMake("Secret", "shop", "other", "")).isFalse();
    }

    @Test
    void aKeyComesOnlyWithAManifestThatHasIt() {
        Makers makers = makers(
                "{apiVersion: v1, kind: Secret, metadata: {name: cache, namespace: shop}, data: {a: eA==}, stringData: {b: x}}");

        assertThat(makers.mayMake("Secret", "shop", "cache", "a")).isTrue();
        assertThat(makers.mayMake("Secret", "shop", "cache", "b")).isTrue();
        assertThat(makers.mayMake("Secret", "shop", "cache", "c")).isFalse();
        assertThat(new Makers(makers.input(), false).mayMake("Secret", "shop", "cache", "a"))
                .as("nobody applies it")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, rules: [{verbs: [get, create], resources: [secrets]}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, rules: [{verbs: ['*'], resources: ['*']}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, roleRef: {kind: ClusterRole, name: edit}}",
                "{apiVersion: external-secrets.io/v1, kind: ExternalSecret}",
                "{apiVersion: helm.cattle.io/v1, kind: HelmChart}",
            })
    void anOperatorOfTheInputMayMakeIt(String operator) {
        assertThat(makers(operator).mayMake("Secret", "shop", "cache", "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, rules: [{verbs: [get, list], resources: [secrets]}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, rules: [{verbs: [create], resources: [configmaps]}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, roleRef: {kind: ClusterRole, name: view}}",
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy}",
                "{apiVersion: apps/v1, kind: Deployment}",
                "{apiVersion: batch/v1, kind: Job}",
            })
    void whatHasNoRightToDoesNot(String other) {
        assertThat(makers(other).mayMake("Secret", "shop", "cache", "")).isFalse();
    }

    @Test
    void aConditionIsSetByWhoMayWriteThePodsStatus() {
        assertThat(makers(
                                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, rules: [{verbs: [patch], resources: [pods/status]}]}")
                        .maySetConditions())
                .isTrue();
        assertThat(makers(
                                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, rules: [{verbs: [patch], resources: [pods]}]}")
                        .maySetConditions())
                .isFalse();
    }

    private static Makers makers(String manifest) {
        return new Makers(
                List.of(new Manifest(new Place("10.yml", 1), YamlFixture.yaml(manifest, ObjectNode.class))), true);
    }
}
