// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
    private static final DeclaredService CACHE = Declared.service("cache", "{selector: {role: cache}}");

    @Test
    void aNodePort() {
        assertThat(declared("spec: {type: NodePort}")).hasValueSatisfying(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.EXPOSED);
            assertThat(finding.message()).isEqualTo("""
                    Service cache is open to the outside of the cluster: type NodePort.
                      expected   a Service of type ClusterIP, and pods in the cluster's own network
                      open by    type NodePort   50-cache.svc.yml:1
                      likely     left over from a test; if it is meant, annotate it with m1onk8s.littleman.co/exposed: "true"
                      look       kubectl -n shop get service cache -o wide""");
        });
    }

    @Test
    void aServiceThatWasOpenedLater() {
        assertThat(Exposure.of(CACHE, service("spec: {}"), Optional.of(service("spec: {type: LoadBalancer}"))))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.reason()).endsWith("type LoadBalancer.");
                    assertThat(finding.details().get(0).where()).isEqualTo("live");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec: {}", "spec: {type: ClusterIP}", "spec: {clusterIP: None}", """
            metadata: {annotations: {m1onk8s.littleman.co/exposed: "true"}}
            spec: {type: NodePort}"""})
    void whatStaysInsideAndWhatIsMeant(String service) {
        assertThat(declared(service)).isEmpty();
    }

    @Test
    void externalIpsAreOpenToo() {
        assertThat(declared("spec: {externalIPs: [192.0.2.1]}"))
                .hasValueSatisfying(finding -> assertThat(finding.reason()).endsWith("externalIPs 192.0.2.1."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {hostNetwork: true, containers: []} | hostNetwork",
                "spec: {containers: [{name: a, ports: [{containerPort: 1, hostPort: 6379}]}]} | hostPort 6379",
            })
    void podsOnTheNodesAddress(String template, String by) {
        assertThat(Exposure.of(Declared.workload("cache", template))).hasValueSatisfying(finding -> {
            assertThat(finding.reason())
                    .isEqualTo("Deployment cache is open to the outside of the cluster: %s.".formatted(by));
            assertThat(finding.likely())
                    .as("where the annotation is read")
                    .isEqualTo(
                            "left over from a test; if it is meant, annotate its pod template (spec.template.metadata.annotations) with m1onk8s.littleman.co/exposed: \"true\"");
        });
        assertThat(Exposure.of(Declared.workload(
                        "cache", "metadata: {annotations: {m1onk8s.littleman.co/exposed: 'true'}}\n" + template)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {rules: [{http: {paths: [{backend: {service: {name: cache}}}]}}]}",
                "spec: {defaultBackend: {service: {name: cache}}}"
            })
    void anIngressThatLeadsToIt(String spec) {
        assertThat(ingress("", spec)).hasValueSatisfying(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.EXPOSED);
            assertThat(finding.message()).isEqualTo("""
                    Ingress cache is open to the outside of the cluster: it leads to Service cache.
                      expected   a Service of type ClusterIP, and pods in the cluster's own network
                      open by    it leads to Service cache   60-cache.ing.yml:1
                      likely     left over from a test; if it is meant, annotate it with m1onk8s.littleman.co/exposed: "true"
                      look       kubectl -n shop get ingress cache -o yaml""");
        });
        assertThat(ingress(", annotations: {m1onk8s.littleman.co/exposed: 'true'}", spec))
                .isEmpty();
        assertThat(ingress("", spec.replace("name: cache", "name: shop"))).isEmpty();
    }

    private static Optional<Finding> ingress(String annotations, String spec) {
        return Exposure.of(Declared.manifest("60-cache.ing.yml", """
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: cache, namespace: shop%s}
                        %s""".formatted(annotations, spec)), List.of(CACHE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{containerPort: 1}", "{containerPort: 1, hostPort: 0}"})
    void aPortThatIsTheContainersAloneStaysInside(String port) {
        assertThat(Exposure.of(
                        Declared.workload("cache", "spec: {containers: [{name: a, ports: [%s]}]}".formatted(port))))
                .isEmpty();
    }

    private static Optional<Finding> declared(String service) {
        return Exposure.of(CACHE, service(service), Optional.empty());
    }

    private static Service service(String text) {
        return Declared.yaml(text, Service.class);
    }
}
