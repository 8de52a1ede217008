package co.littleman.m1onk8s.claims.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import org.junit.jupiter.api.Test;

class DeclaredContainersTest {
    @Test
    void whatWasInjectedIntoAPodIsNotDeclared() {
        assertThat(DeclaredContainers.in(Declared.pod("cache-1", """
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
