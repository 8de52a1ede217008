// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.manifests.Declared;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesDeclaredTest {
    private static final Workload CACHE = Declared.workload("cache", "spec: {containers: [{name: redis}]}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers: [{name: redis, resources: {requests: {cpu: 1, memory: 1Mi}, limits: {memory: 1Mi}}}]",
                "containers: [{name: redis, resources: {limits: {cpu: 1, memory: 1Mi}}}]",
                "containers: [{name: redis, resources: {limits: {memory: 1Mi}, requests: {cpu: 1}}}, {name: injected}]",
                "resources: {limits: {memory: 1Mi}, requests: {cpu: 1}}\ncontainers: [{name: redis}]",
            })
    void aMemoryLimitAndRequestsAreEnoughHoweverTheyAreGiven(String spec) {
        assertThat(findings(spec)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                            | a request for cpu, a request for memory, a limit of memory",
                "{requests: {cpu: 1, memory: 1Mi}}             | a limit of memory",
                "{limits: {memory: 1Mi}}                       | a request for cpu",
                "{requests: {cpu: 1}, limits: {cpu: 1}}        | a request for memory, a limit of memory",
            })
    void whatIsMissingIsNamed(String resources, String missing) {
        assertThat(findings("containers: [{name: redis, resources: %s}]".formatted(resources)))
                .containsExactly(Finding.of(
                                Cause.RESOURCES_MISSING,
                                "Container redis of Deployment cache lacks %s.".formatted(missing))
                        .expected("requests for cpu and memory, and a limit of memory")
                        .detail("declared", "deployment/cache", "50-cache.dep.yml:1")
                        .next("kubectl -n shop describe deployment/cache"));
    }

    @Test
    void aNativeSidecarIsHeldToTheSameAndAFirstContainerIsNot() {
        Workload workload = Declared.workload("cache", """
                spec:
                  containers: []
                  initContainers: [{name: first}, {name: exporter, restartPolicy: Always}]
                """);

        assertThat(ResourcesDeclared.findings(workload, workload.template().getSpec()))
                .extracting(Finding::reason)
                .singleElement()
                .asString()
                .startsWith("Container exporter of Deployment cache lacks");
    }

    private static List<Finding> findings(String spec) {
        return ResourcesDeclared.findings(CACHE, Declared.yaml(spec, PodSpec.class));
    }
}
