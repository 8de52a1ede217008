// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.network.PolicyRules.Access;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {
    private static final Map<String, String> CACHE = Map.of("role", "cache", "tier", "store");
    private static final Map<String, String> SHOP = Map.of("kubernetes.io/metadata.name", "shop", "team", "shop");
    private static final Map<String, String> DEPOT = Map.of("kubernetes.io/metadata.name", "depot");
    private static final PolicyRules.Client WEB = new PolicyRules.Client("shop", SHOP, Map.of("role", "web"));
    private static final PolicyRules.Client STRANGER = new PolicyRules.Client("shop", SHOP, Map.of());
    private static final PolicyRules.Client PEER = new PolicyRules.Client("depot", DEPOT, Map.of("role", "web"));
    private static final Set<String> REDIS = Set.of("6379", "redis");

    private static final String DEFAULT_DENY = "podSelector: {}\npolicyTypes: [Ingress]";
    private static final String FROM_WEB =
            "podSelector: {matchLabels: {role: cache}}\ningress: [{from: [{podSelector: {matchLabels: {role: web}}}]}]";

    @Test
    void withoutAPolicyEverybodyGetsIn() {
        PolicyRules rules = rules();

        assertThat(access(rules, STRANGER)).isEqualTo(Access.ALLOWED);
        assertThat(rules.allowAnybody()).isTrue();
        assertThat(rules.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "podSelector: {matchLabels: {role: web}}",
                "podSelector: {matchExpressions: [{key: role, operator: NotIn, values: [cache]}]}",
                "podSelector: {}\npolicyTypes: [Egress]\negress: []",
            })
    void aPolicyForOtherPodsOrForTheWayOutIsNotAboutIngress(String spec) {
        PolicyRules rules = rules(spec);

        assertThat(access(rules, STRANGER)).isEqualTo(Access.ALLOWED);
        assertThat(rules.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DEFAULT_DENY,
                "podSelector: {}",
                "policyTypes: [Ingress, Egress]",
                "podSelector: {}\npolicyTypes: []",
                "podSelector: {matchLabels: {role: cache}}\ningress: []",
            })
    void defaultDenyKeepsEverybodyOut(String spec) {
        PolicyRules rules = rules(spec);

        assertThat(access(rules, WEB)).isEqualTo(Access.DENIED);
        assertThat(rules.allowAnybody()).isFalse();
        assertThat(rules.names()).containsExactly("policy-0");
    }

    @ParameterizedTest
    @CsvSource({
        "cache, In,           '[cache, session]', true",
        "cache, In,           '[session]',        false",
        "'',    In,           '[cache]',          false",
        "cache, NotIn,        '[session]',        true",
        "cache, NotIn,        '[cache]',          false",
        "'',    NotIn,        '[cache]',          true",
        "cache, Exists,       '[]',               true",
        "'',    Exists,       '[]',               false",
        "cache, DoesNotExist, '[]',               false",
        "'',    DoesNotExist, '[]',               true",
    })
    void aPolicySelectsByExpressionsToo(String role, String operator, String values, boolean selects) {
        NetworkPolicy policy = policy(
                "x",
                "podSelector: {matchExpressions: [{key: role, operator: %s, values: %s}]}".formatted(operator, values));

        assertThat(PolicyRules.selects(policy, role.isEmpty() ? Map.of() : Map.of("role", role)))
                .isEqualTo(selects);
    }

    @Test
    void whereLabelsAndExpressionsAreGivenBothMustMatch() {
        NetworkPolicy policy = policy("x", """
                podSelector:
                  matchLabels: {tier: store}
                  matchExpressions: [{key: role, operator: In, values: [cache]}]
                """);

        assertThat(PolicyRules.selects(policy, CACHE)).isTrue();
        assertThat(PolicyRules.selects(policy, Map.of("role", "cache"))).isFalse();
        assertThat(PolicyRules.selects(policy, Map.of("tier", "store"))).isFalse();
    }

    @Test
    void onlyPodsThatARuleNamesGetIn() {
        PolicyRules rules = rules(FROM_WEB);

        assertThat(access(rules, WEB)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules, STRANGER)).isEqualTo(Access.DENIED);
        assertThat(access(rules, PEER)).as("the same labels elsewhere").isEqualTo(Access.DENIED);
        assertThat(rules.allowAnybody()).isTrue();
    }

    @Test
    void whatOnePolicyAllowsNoOtherTakesAway() {
        PolicyRules rules = rules(DEFAULT_DENY, FROM_WEB);

        assertThat(access(rules, WEB)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules, STRANGER)).isEqualTo(Access.DENIED);
        assertThat(rules.allowAnybody()).isTrue();
        assertThat(rules.names()).containsExactly("policy-0", "policy-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[{from: []}]", "[{from: [{podSelector: {}}]}]"})
    void aRuleWithoutPeersOrForAllPodsLetsTheNamespaceIn(String ingress) {
        assertThat(access(rules("podSelector: {}\ningress: " + ingress), STRANGER))
                .isEqualTo(Access.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                         | ALLOWED      | ALLOWED",
                "{matchLabels: {kubernetes.io/metadata.name: depot}}                        | ALLOWED      | DENIED",
                "{matchLabels: {kubernetes.io/metadata.name: shop}}                         | DENIED       | ALLOWED",
                "{matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [a, depot]}]} | ALLOWED | DENIED",
                "{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [depot]}]} | DENIED  | ALLOWED",
                "{matchLabels: {team: shop}}                                                | DENIED       | ALLOWED",
                "{matchExpressions: [{key: team, operator: DoesNotExist}]}                  | ALLOWED      | DENIED",
                "{matchLabels: {team: shop, kubernetes.io/metadata.name: depot}}            | DENIED       | DENIED",
            })
    void aNamespaceIsToldByItsLabels(String selector, Access peer, Access own) {
        PolicyRules rules = rules("podSelector: {}\ningress: [{from: [{namespaceSelector: %s}]}]".formatted(selector));

        assertThat(access(rules, PEER)).isEqualTo(peer);
        assertThat(access(rules, STRANGER)).isEqualTo(own);
    }

    @Test
    void namespaceAndPodOfOnePeerMustBothMatch() {
        PolicyRules rules = rules("""
                podSelector: {}
                ingress:
                  - from:
                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: depot}}
                        podSelector: {matchLabels: {role: web}}
                """);

        assertThat(access(rules, PEER)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules, new PolicyRules.Client("depot", DEPOT, Map.of())))
                .isEqualTo(Access.DENIED);
        assertThat(access(rules, WEB)).isEqualTo(Access.DENIED);
    }

    @Test
    void ofTwoPeersOneIsEnough() {
        PolicyRules rules = rules("""
                podSelector: {}
                ingress:
                  - from:
                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: depot}}
                      - podSelector: {matchLabels: {role: web}}
                """);

        assertThat(access(rules, PEER)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules, WEB)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules, STRANGER)).isEqualTo(Access.DENIED);
    }

    @Test
    void anAddressTellsNothingAboutLabels() {
        String block = "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]";

        assertThat(access(rules(block), STRANGER)).isEqualTo(Access.BY_ADDRESS);
        assertThat(access(rules(block, FROM_WEB), WEB)).isEqualTo(Access.ALLOWED);
        assertThat(access(rules(block, DEFAULT_DENY), STRANGER)).isEqualTo(Access.BY_ADDRESS);
        assertThat(rules(block).allowAnybody()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                          | ALLOWED",
                "[{port: 6379}]                              | ALLOWED",
                "[{port: 6379, protocol: TCP}]               | ALLOWED",
                "[{port: redis}]                             | ALLOWED",
                "[{port: 6000, endPort: 6400}]               | ALLOWED",
                "[{port: 6379, endPort: 6379}]               | ALLOWED",
                "[{port: 6379, endPort: 6400}]               | ALLOWED",
                "[{port: 6000, endPort: 6379}]               | ALLOWED",
                "[{port: 9121}, {port: 6379}]                | ALLOWED",
                "[{protocol: TCP}]                           | ALLOWED",
                "[{port: 9121}]                              | DENIED",
                "[{port: metrics}]                           | DENIED",
                "[{port: 6380, endPort: 6400}]               | DENIED",
                "[{port: 6000, endPort: 6378}]               | DENIED",
                "[{port: 6379, protocol: UDP}]               | DENIED",
                "[{protocol: UDP}]                           | DENIED",
            })
    void aPortIsToldByItsNumberItsNameOrARange(String ports, Access access) {
        assertThat(access(rules("podSelector: {}\ningress: [{ports: %s}]".formatted(ports)), STRANGER))
                .isEqualTo(access);
    }

    @Test
    void aPortAloneDoesNotLetInWhomThePeersDoNotName() {
        assertThat(access(
                        rules(
                                "podSelector: {}\n"
                                        + "ingress: [{ports: [{port: 6379}], from: [{podSelector: {matchLabels: {role: web}}}]}]"),
                        STRANGER))
                .isEqualTo(Access.DENIED);
    }

    private static Access access(PolicyRules rules, PolicyRules.Client client) {
        return rules.access(client, "shop", REDIS);
    }

    private static PolicyRules rules(String... specs) {
        return new PolicyRules(
                Stream.iterate(0, i -> i < specs.length, i -> i + 1)
                        .map(i -> policy("policy-" + i, specs[i]))
                        .toList(),
                CACHE);
    }

    private static NetworkPolicy policy(String name, String spec) {
        return YamlFixture.yaml("metadata: {name: %s}\nspec:\n%s".formatted(name, spec.indent(2)), NetworkPolicy.class);
    }
}
