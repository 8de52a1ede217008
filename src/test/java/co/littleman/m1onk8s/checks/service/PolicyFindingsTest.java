// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFindingsTest {
    private static final Place POLICY = new Place("40-cache.np.yml", 1);
    private static final List<Map<String, String>> PODS =
            List.of(Map.of("role", "cache", "application", "redis"), Map.of("role", "web"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "podSelector: {matchLabels: {role: cache}}",
                "podSelector: {matchExpressions: [{key: role, operator: In, values: [web]}]}",
                "podSelector: {}",
                "policyTypes: [Ingress]",
            })
    void aPolicyThatSelectsSomePodIsRight(String spec) {
        assertThatCode(() -> selects(spec)).doesNotThrowAnyException();
    }

    @Test
    void aPolicyWithATypoProtectsNothing() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> selects("podSelector: {matchLabels: {role: cahce}}"))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.POLICY_SELECTS_NOTHING))
                .withMessage("""
                        NetworkPolicy cache-clients selects no pod, so it protects nothing.
                          selector     role=cahce   40-cache.np.yml:1
                          pod labels   application=redis,role=cache
                          pod labels   role=web
                          likely       a typo in its podSelector, or the workload's labels were changed
                          look         kubectl -n shop get pods --show-labels""");
    }

    @Test
    void aSelectorOfExpressionsIsShownAsSuch() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> selects("podSelector: {matchExpressions: [{key: role, operator: In, values: [db]}]}"))
                .withMessageContaining("selector     role In [db]   40-cache.np.yml:1");
    }

    @Test
    void whereThereAreNoPodsNothingIsProtectedEither() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> PoliciesSelectPods.selects(policy("policyTypes: [Ingress]"), List.of(), POLICY))
                .withMessageStartingWith("NetworkPolicy cache-clients selects no pod, so it protects nothing.");
    }

    @Test
    void aPolicyThatNobodyEnforces() {
        Finding finding = PolicyKeepsStrangersOut.finding(
                List.of(new Address("10.42.0.7", 6379), new Address("10.42.0.7", 9121)),
                List.of("cache-clients", "default-deny"),
                "shop");

        assertThat(finding.cause()).isEqualTo(Cause.POLICY_NOT_ENFORCED);
        assertThat(finding.message()).isEqualTo("""
                A pod that network policy cache-clients, default-deny keeps out gets through.
                  expected   no connection to any of: [10.42.0.7:6379, 10.42.0.7:9121]
                  seen       connected
                  likely     the cluster's network plugin does not enforce network policies
                  look       kubectl -n shop describe networkpolicies""");
    }

    private static void selects(String spec) {
        PoliciesSelectPods.selects(policy(spec), PODS, POLICY);
    }

    private static NetworkPolicy policy(String spec) {
        return YamlFixture.yaml(
                "metadata: {name: cache-clients, namespace: shop}\nspec: {%s}".formatted(spec), NetworkPolicy.class);
    }
}
