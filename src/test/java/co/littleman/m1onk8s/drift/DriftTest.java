// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Defaults, and what others added.
                "{replicas: 1} | {replicas: 1, paused: true}",
                "{containers: [{name: a, image: x}]} | {containers: [{name: injected}, {name: a, image: x}]}",
                "{env: [{name: A, value: x}]} | {env: [{name: B}, {name: A, value: x}]}",
                "{ports: [{port: 1}, {port: 2}]} | {ports: [{port: 2, protocol: TCP}, {port: 1, protocol: TCP}]}",
                // Quantities by value, numbers by text.
                "{limits: {cpu: 1000m, memory: 1Gi}} | {limits: {cpu: '1', memory: 1024Mi}}",
                "{limits: {cpu: 0.1}} | {limits: {cpu: 100m}}",
                "{emptyDir: {sizeLimit: 1024Mi}} | {emptyDir: {sizeLimit: 1Gi}}",
                "{targetPort: 80} | {targetPort: '80'}",
                // What the API leaves out.
                "{a: null, b: {}, c: [], hostNetwork: false, d: '', e: 0} | {}",
                "{securityContext: {capabilities: {}}} | {}",
                "{volumes: [{name: data, emptyDir: {}}]} | {volumes: [{name: data}]}",
                "{env: [{name: A, value: ''}]} | {env: [{name: A}]}",
            })
    void whatMeansTheSameIsNoDrift(String declared, String live) {
        assertThat(drift(declared, live)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{replicas: 1} | {replicas: 2} | spec.replicas: 1 → 2",
                "{replicas: 0} | {} | spec.replicas: 0 → nothing",
                "{automountServiceAccountToken: false} | {} | spec.automountServiceAccountToken: false → nothing",
                "{a: {b: x}} | {} | spec.a: {\"b\":\"x\"} → nothing",
                "{args: [a, b]} | {args: [a]} | spec.args: [\"a\",\"b\"] → [\"a\"]",
                "{args: [a, b]} | {args: [a, c]} | spec.args[1]: b → c",
                "{args: ['1000m']} | {args: ['1']} | spec.args[0]: 1000m → 1",
                "{containers: [{name: a, image: x}]} | {containers: [{name: a, image: y}]} | spec.containers[a].image: x → y",
                "{containers: [{name: a}]} | {containers: [{name: b}]} | spec.containers[a]: {\"name\":\"a\"} → nothing",
                "{limits: {cpu: 100m}} | {limits: {cpu: 200m}} | spec.limits.cpu: 100m → 200m",
                "{ports: [{port: 1, protocol: UDP, targetPort: 3}]} | {ports: [{port: 1, protocol: TCP, targetPort: 2}, {port: 1, protocol: UDP, targetPort: 2}]} | spec.ports[1].targetPort: 3 → 2",
            })
    void whatDiffersIsNamedByItsPath(String declared, String live, String expected) {
        assertThat(drift(declared, live)).containsExactly(expected);
    }

    @Test
    void labelsAndAnnotationsCountAndOtherMetadataAndTheStatusDoNot() {
        assertThat(texts("""
                        kind: Service
                        metadata:
                          name: cache
                          resourceVersion: "1"
                          labels: {role: cache}
                          annotations: {prometheus.io/port: "9121", deployment.kubernetes.io/revision: "1"}
                        status: {loadBalancer: {ingress: []}}
                        """, """
                        metadata: {labels: {role: cache, more: x}, annotations: {prometheus.io/port: "9122"}}
                        """)).containsExactly("metadata.annotations[prometheus.io/port]: 9121 → 9122");
        assertThat(texts("{kind: Namespace, metadata: {name: shop}}", "metadata: {labels: {a: b}}"))
                .isEmpty();
    }

    @Test
    void aSecretsValuesAreComparedAndNotShown() {
        String secret = "{kind: Secret, metadata: {name: a}, stringData: {password: hush}, data: {user: \"bWU=\\n\"}}";

        assertThat(texts(secret, "data: {password: aHVzaA==, user: bWU=}")).isEmpty();
        assertThat(texts(secret, "data: {password: b3RoZXI=}"))
                .containsExactlyInAnyOrder(
                        "data.password: (not shown) → (another value)", "data.user: (not shown) → nothing");
    }

    @Test
    void whatPeopleKeepInOtherPlacesIsNotShownEither() {
        assertThat(drift("{env: [{name: A, value: hush}]}", "{env: [{name: A, value: other}]}"))
                .containsExactly("spec.env[A].value: (not shown) → (another value)");
        assertThat(drift("{containers: [{name: a, env: [{name: A, value: hush}]}]}", "{containers: [{name: b}]}"))
                .containsExactly("spec.containers[a]: (not shown) → nothing");
        assertThat(drift("{args: [--requirepass, hush]}", "{args: [--requirepass, other]}"))
                .containsExactly("spec.args: (not shown) → (another value)");
        assertThat(drift("{args: [--requirepass, hush]}", "{args: []}"))
                .containsExactly("spec.args: (not shown) → (another value)");
        assertThat(texts("{kind: ConfigMap, data: {a: hush}}", "data: {a: other}"))
                .containsExactly("data.a: (not shown) → (another value)");
        assertThat(texts("{kind: Service, metadata: {annotations: {a/b: hush}}}", "metadata: {annotations: {a/b: c}}"))
                .containsExactly("metadata.annotations.a/b: (not shown) → (another value)");
    }

    @Test
    void aConfigMapsTextIsNoQuantity() {
        assertThat(texts("{kind: ConfigMap, data: {limits: 1000m}}", "data: {limits: '1'}"))
                .hasSize(1);
    }

    @Test
    void aConfigMapsBytesAreTheSameHoweverTheirBase64IsBroken() {
        String map = "{kind: ConfigMap, metadata: {name: a}, binaryData: {limits: \"AAEC\\nAwQF\\n\"}}";

        assertThat(texts(map, "binaryData: {limits: AAECAwQF}")).isEmpty();
        assertThat(texts(map, "binaryData: {limits: AAECAwQG}")).hasSize(1);
    }

    @Test
    void aLongValueIsCut() {
        String text = "x".repeat(80);

        assertThat(drift("{a: %s}".formatted(text), "{a: %sy}".formatted(text)))
                .containsExactly("spec.a: %s → %s…".formatted(text, text));
    }

    private static List<String> drift(String declared, String live) {
        return texts("{kind: Deployment, metadata: {name: a}, spec: %s}".formatted(declared), "spec: " + live);
    }

    private static List<String> texts(String declared, String live) {
        return Drift.of(
                        new Manifest(new Place("50.yml", 1), YamlFixture.yaml(declared, ObjectNode.class)),
                        YamlFixture.yaml(live, JsonNode.class))
                .stream()
                .map(one -> one.field() + ": " + one.values())
                .toList();
    }
}
