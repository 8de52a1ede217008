// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldOwnerTest {
    private static final String LIVE = """
            metadata:
              managedFields:
                - manager: us
                  time: "2026-01-01T00:00:00Z"
                  fieldsV1:
                    f:spec: {f:replicas: {}, f:containers: {'k:{"name":"a"}': {f:image: {}, f:args: {}}}}
                - manager: kubectl-edit
                  time: "2026-01-02T00:00:00Z"
                  fieldsV1:
                    f:spec: {f:containers: {'k:{"name":"b"}': {f:image: {}}, 'k:{"name":"a"}': {f:args: {}}}}
                - manager: kubelet
                  subresource: status
                  time: "2026-01-03T00:00:00Z"
                  fieldsV1: {f:spec: {f:replicas: {}}}
            spec: {replicas: 2, containers: [{name: a, image: y, args: [z]}, {name: b, image: y}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{replicas: 1} | us at 2026-01-01T00:00:00Z",
                "{containers: [{name: a, image: x}]} | us at 2026-01-01T00:00:00Z",
                "{containers: [{name: b, image: x}]} | kubectl-edit at 2026-01-02T00:00:00Z",
                "{containers: [{name: a, args: [x]}]} | kubectl-edit at 2026-01-02T00:00:00Z",
                "{gone: x} | kubectl-edit at 2026-01-02T00:00:00Z",
            })
    void theLastWriterOfTheField(String declared, String owner) {
        assertThat(owner(declared, LIVE).map(FieldOwner::text)).contains(owner);
    }

    @Test
    void anObjectThatDoesNotSay() {
        assertThat(owner("{replicas: 1}", "spec: {replicas: 2}")).isEmpty();
    }

    @Test
    void aFieldThatNobodyOwns() {
        assertThat(owner("{replicas: 1}", """
                metadata:
                  managedFields: [{manager: us, time: "2026-01-01T00:00:00Z", fieldsV1: {f:metadata: {f:labels: {}}}}]
                spec: {replicas: 2}
                """)).isEmpty();
    }

    private static Optional<FieldOwner> owner(String declared, String text) {
        JsonNode live = YamlFixture.yaml(text, JsonNode.class);
        Manifest manifest = new Manifest(
                new Place("50.yml", 1),
                YamlFixture.yaml(
                        "{kind: Deployment, metadata: {name: a}, spec: %s}".formatted(declared), ObjectNode.class));
        return FieldOwner.of(live, Drift.of(manifest, live).get(0));
    }
}
