// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.drift.Drift;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftedFieldTest {
    private static final Manifest CACHE = Declared.manifest("50-cache.dep.yml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cache, namespace: shop}
            spec: {replicas: 1, paused: true}
            """);

    @Test
    void eachFieldIsNamedWithBothValuesAndWhoWroteIt() {
        JsonNode live = Declared.yaml("""
                metadata:
                  managedFields:
                    - {manager: us, time: "2026-01-01T00:00:00Z", fieldsV1: {"f:spec": {}}}
                    - {manager: kubectl-edit, time: "2026-01-02T03:04:05Z", fieldsV1: {"f:spec": {"f:replicas": {}}}}
                spec: {replicas: 2}
                """, JsonNode.class);
        List<DriftedField> drifted = Drift.of(CACHE, live).stream()
                .map(difference -> DriftedField.of(CACHE, difference, live))
                .toList();

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> DriftedField.none(drifted))
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.DRIFTED))
                .withMessage("""
                        Deployment shop/cache is not as its manifest says: spec.replicas, and 1 more.
                          Deployment cache   spec.replicas: 1 → 2, by kubectl-edit at 2026-01-02T03:04:05Z                              50-cache.dep.yml:1
                          Deployment cache   spec.paused: true → nothing, object last changed by kubectl-edit at 2026-01-02T03:04:05Z   50-cache.dep.yml:1
                          likely             changed by hand or by a controller since the manifests were applied, or never applied
                          look               kubectl diff --server-side -f 50-cache.dep.yml""");
    }

    @Test
    void nothingIsNothing() {
        assertThatCode(() -> DriftedField.none(List.of())).doesNotThrowAnyException();
    }
}
