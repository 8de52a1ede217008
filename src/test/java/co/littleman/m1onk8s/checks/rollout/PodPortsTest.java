// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.manifests.Declared;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodPortsTest {
    private static final String REDIS = "{name: redis, ports: [{name: redis, containerPort: 6379}]}";
    private static final String EXPORTER = "{name: exporter, ports: [{name: metrics, containerPort: 9121}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: 6379, targetPort: redis",
                "port: 6379, targetPort: 6379",
                "port: 6379",
                "port: 80, targetPort: 6379",
                "port: 80, targetPort: metrics, protocol: TCP"
            })
    void aPortByNameOrNumberOfAnyContainerLeadsSomewhere(String port) {
        assertThat(leadingNowhere(port, REDIS, EXPORTER)).isEmpty();
    }

    @Test
    void aNameThatNoContainerHas() {
        assertThat(leadingNowhere("port: 6379, targetPort: reddis", REDIS, EXPORTER))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.PORT_LEADS_NOWHERE);
                    assertThat(finding.message()).isEqualTo("""
                            Port 6379 of Service cache leads nowhere: no container declares a port of the name reddis.
                              targetPort   reddis                                      50-cache.svc.yml:1
                              containers   redis: redis=6379, exporter: metrics=9121   50-cache.dep.yml:1
                              likely       the container's port was changed, and the Service was not
                              look         kubectl -n shop get deployment/cache -o yaml""");
                });
    }

    @Test
    void aNumberThatNoContainerHas() {
        assertThat(leadingNowhere("port: 9191", REDIS, EXPORTER))
                .extracting(Finding::reason)
                .containsExactly(
                        "Port 9191 of Service cache leads nowhere: no container declares a port of the number 9191.");
    }

    @Test
    void aNumberCannotBeJudgedWhereAContainerDeclaresNoPorts() {
        assertThat(leadingNowhere("port: 9191", REDIS, "{name: exporter}")).isEmpty();
        assertThat(leadingNowhere("port: 9191, targetPort: web", REDIS, "{name: exporter}"))
                .hasSize(1);
    }

    @Test
    void anotherProtocolIsAnotherPort() {
        assertThat(leadingNowhere("port: 6379, protocol: UDP", REDIS)).hasSize(1);
    }

    @Test
    void aNativeSidecarHasPortsToo() {
        Workload workload = Declared.workload("cache", """
                spec:
                  initContainers:
                    - {name: first, ports: [{name: never, containerPort: 1}]}
                    - {name: exporter, restartPolicy: Always, ports: [{name: metrics, containerPort: 9121}]}
                  containers: [%s]
                """.formatted(REDIS));

        assertThat(ports("port: 9121, targetPort: metrics", workload, List.of()))
                .isEmpty();
        assertThat(ports("port: 1, targetPort: never", workload, List.of())).hasSize(1);
    }

    @Test
    void aContainerThatWasInjectedHasPortsToo() {
        Pod pod = Declared.pod("cache-1", """
                metadata: {}
                spec: {containers: [%s, {name: proxy, ports: [{name: proxy, containerPort: 15090}]}]}
                """.formatted(REDIS));

        assertThat(ports("port: 80, targetPort: proxy", workload(REDIS), List.of(pod)))
                .isEmpty();
    }

    @Test
    void twoContainersThatDeclareTheSamePort() {
        assertThat(PodPorts.of(
                                workload(REDIS, "{name: exporter, ports: [{name: redis, containerPort: 6379}]}"),
                                List.of())
                        .declaredTwice())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.PORT_DECLARED_TWICE);
                    assertThat(finding.message()).isEqualTo("""
                            Containers redis and exporter of Deployment cache both declare port 6379.
                              containers   redis: redis=6379, exporter: redis=6379   50-cache.dep.yml:1
                              likely       copied from the other container, and not changed: one of them listens elsewhere
                              look         kubectl -n shop get deployment/cache -o yaml""");
                });
    }

    @Test
    void twoNamesForOnePortOfOneContainerAndTwoProtocolsAreRight() {
        assertThat(PodPorts.of(
                                workload(
                                        "{name: web, ports: [{name: http, containerPort: 80}, {name: metrics, containerPort: 80}]}",
                                        "{name: dns, ports: [{containerPort: 80, protocol: UDP}]}"),
                                List.of())
                        .declaredTwice())
                .isEmpty();
    }

    @Test
    void oneNameInTwoContainersIsWrongWhereAServiceAsksForIt() {
        String[] twins = {REDIS, EXPORTER, "{name: other, ports: [{name: metrics, containerPort: 9122}]}"};

        assertThat(PodPorts.of(workload(twins), List.of()).declaredTwice()).isEmpty();
        assertThat(leadingNowhere("port: 6379, targetPort: redis", twins)).isEmpty();
        assertThat(leadingNowhere("port: 9121, targetPort: metrics", twins))
                .extracting(Finding::reason)
                .containsExactly(
                        "Port 9121 of Service cache leads to a port named metrics, and two containers have one.");
    }

    private static List<Finding> leadingNowhere(String port, String... containers) {
        return ports(port, workload(containers), List.of());
    }

    private static List<Finding> ports(String port, Workload workload, List<Pod> pods) {
        return PodPorts.of(workload, pods)
                .leadingNowhere(Declared.service("cache", "{selector: {role: cache}, ports: [{%s}]}".formatted(port)));
    }

    private static Workload workload(String... containers) {
        return Declared.workload("cache", "spec: {containers: [%s]}".formatted(String.join(", ", containers)));
    }
}
