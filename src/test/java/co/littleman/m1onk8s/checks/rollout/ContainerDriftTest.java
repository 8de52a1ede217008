// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerDriftTest {
    private final ContainerDrift declared = new ContainerDrift(new Workload(
            "Deployment",
            "shop",
            "cache",
            Serialization.unmarshal("""
                    spec:
                      initContainers: [{name: once}, {name: proxy, restartPolicy: Always}]
                      containers: [{name: redis}, {name: exporter}]
                    """, PodTemplateSpec.class),
            new Place("50-cache.dep.yml", 1)));
    private static final String SPEC = """
            metadata: {name: cache-1}
            spec:
              initContainers: [{name: once}, {name: proxy, restartPolicy: Always}]
              containers: [{name: redis}, {name: exporter}, {name: injected}]
            status:
            """;

    @Test
    void allThatStayAreReadyAndAnInjectedOneIsNobodysBusiness() {
        assertThat(problem(SPEC + """
                  initContainerStatuses: [{name: once, ready: false}, {name: proxy, ready: true}]
                  containerStatuses: [{name: redis, ready: true}, {name: exporter, ready: true}, {name: injected}]
                """)).isEmpty();
    }

    @Test
    void aNativeSidecarCountsAsWell() {
        assertThat(problem(SPEC + """
                  initContainerStatuses: [{name: proxy, ready: false}]
                  containerStatuses: [{name: redis, ready: true}, {name: exporter, ready: true}]
                """).map(Finding::message)).contains("""
                Container proxy of Deployment cache is not ready in pod cache-1.
                  expected   proxy, redis, exporter, each ready
                  seen       proxy not ready, redis ready, exporter ready
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop describe pod cache-1""");
    }

    @Test
    void aContainerThatIsNotThereAtAllIsToldApart() {
        Optional<Finding> finding = problem("""
                metadata: {name: cache-1}
                spec:
                  initContainers: [{name: proxy, restartPolicy: Always}]
                  containers: [{name: redis}]
                status:
                  initContainerStatuses: [{name: proxy, ready: true}]
                  containerStatuses: [{name: redis, ready: true}]
                """);

        assertThat(finding.map(Finding::cause)).contains(Cause.CONTAINER_MISSING);
        assertThat(finding.map(Finding::message)).contains("""
                Pod cache-1 of Deployment cache has no container exporter.
                  expected   proxy, redis, exporter, each ready
                  seen       proxy ready, redis ready
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     the pods are of another version than the manifests, or were changed by hand
                  look       kubectl -n shop describe deployment/cache""");
    }

    @Test
    void withoutAnyPodNothingIsReady() {
        assertThat(declared.problem(List.of()).map(Finding::reason)).contains("Deployment cache has no pod any more.");
    }

    private Optional<Finding> problem(String pod) {
        return declared.problem(List.of(Serialization.unmarshal(pod, Pod.class)));
    }
}
