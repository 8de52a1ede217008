// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApisCurrentTest {
    private static final Manifest OLD = Declared.manifest(
            "60-old.yml", "{apiVersion: v1, kind: Endpoints, metadata: {name: old, namespace: shop}}");

    @Test
    void aDeprecatedVersionIsToldInTheServersWords() {
        assertThat(ApisCurrent.deprecated(
                        OLD, List.of("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice")))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.API_DEPRECATED);
                    assertThat(finding.message()).isEqualTo("""
                            60-old.yml:1: Endpoints in v1 is deprecated.
                              expected   an API version that the API server does not warn of
                              seen       v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
                              object     Endpoints shop/old   60-old.yml:1
                              look       kubectl get -f 60-old.yml   # prints the same warning""");
                });
    }

    @Test
    void noWarningAndAWarningOfSomethingElseAreNone() {
        assertThat(ApisCurrent.deprecated(OLD, List.of())).isEmpty();
        assertThat(ApisCurrent.deprecated(OLD, List.of("the cluster is in maintenance")))
                .isEmpty();
    }
}
