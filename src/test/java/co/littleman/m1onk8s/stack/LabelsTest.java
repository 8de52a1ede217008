// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    private static final Map<String, String> LABELS = Map.of("app", "redis", "role", "cache");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true | ''",
                "matchLabels: {role: cache} | true | role=cache",
                "matchLabels: {role: web} | false | role=web",
                "matchExpressions: [{key: role, operator: In, values: [cache]}] | true | role In [cache]",
                "matchExpressions: [{key: role, operator: NotIn, values: [cache]}] | false | role NotIn [cache]",
                "matchExpressions: [{key: tier, operator: NotIn, values: [x]}] | true | tier NotIn [x]",
                "matchExpressions: [{key: tier, operator: In, values: ['']}] | false | tier In []",
                "matchExpressions: [{key: role, operator: Exists}] | true | role Exists []",
                "matchExpressions: [{key: role, operator: DoesNotExist}] | false | role DoesNotExist []",
                "{matchLabels: {app: redis}, matchExpressions: [{key: x, operator: Exists}]} | false | app=redis,x Exists []",
            })
    void aSelectorMatchesAsInTheApi(String selector, boolean matches, String text) {
        LabelSelector read = YamlFixture.yaml(selector, LabelSelector.class);

        assertThat(Labels.match(read, LABELS)).isEqualTo(matches);
        assertThat(Labels.text(read)).isEqualTo(text);
    }
}
