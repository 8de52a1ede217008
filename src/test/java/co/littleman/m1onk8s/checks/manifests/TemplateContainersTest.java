// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import org.junit.jupiter.api.Test;

class TemplateContainersTest {
    @Test
    void whatWasInjectedIntoAPodIsNotDeclared() {
        assertThat(TemplateContainers.in(Declared.pod("cache-1", """
                                metadata: {}
                                spec:
                                  initContainers: [{name: istio-init}, {name: first}]
                                  containers: [{name: redis}, {name: istio-proxy}]
                                """), Declared.workload("cache", """
                                spec:
                                  initContainers: [{name: first}]
                                  containers: [{name: redis}]
                                """)))
                .extracting(Container::getName)
                .containsExactly("first", "redis");
    }
}
