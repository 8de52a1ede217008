// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleInstanceTest {
    private static final SingleInstance CACHE =
            new SingleInstance(Declared.workload("cache", "spec: {containers: []}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{replicas: 0}",
                "{replicas: 1, strategy: {type: Recreate}}",
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}}",
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: '0%'}}}",
                "{updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}}",
            })
    void oneAtATimeIsRight(String spec) {
        assertThat(twins(spec)).isEmpty();
    }

    @Test
    void twoReplicas() {
        assertThat(twins("{replicas: 2}")).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.STORE_REPLICATED);
            assertThat(finding.message()).isEqualTo("""
                    Deployment cache runs 2 stores behind one address, and none knows what the others hold.
                      expected   1 replica: it does not share its data with another by itself
                      replicas   2   50-cache.dep.yml:1
                      look       kubectl -n shop get deployment,hpa -o wide""");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{strategy: {type: RollingUpdate}}",
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}}",
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}",
                "{updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}",
            })
    void aRolloutWithTwoAtOnce(String spec) {
        assertThat(twins(spec)).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.STORE_SURGES);
            assertThat(finding.reason())
                    .isEqualTo("While Deployment cache is rolled out, two stores answer under one address.");
            assertThat(finding.expected()).isEqualTo("strategy Recreate, or RollingUpdate with maxSurge 0");
            assertThat(finding.details().get(0).value()).startsWith("RollingUpdate, maxSurge ");
        });
    }

    @Test
    void anAutoscaler() {
        assertThat(CACHE.autoscaled(List.of(autoscaler("cache", 3)))).hasValueSatisfying(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.STORE_AUTOSCALED);
            assertThat(finding.message()).isEqualTo("""
                    HorizontalPodAutoscaler more gives Deployment cache up to 3 stores behind one address.
                      expected      no autoscaler: it does not share its data with another by itself
                      maxReplicas   3   live
                      look          kubectl -n shop get deployment,hpa -o wide""");
        });
    }

    @Test
    void anAutoscalerOfAnotherOrOneThatNeverScalesUp() {
        assertThat(CACHE.autoscaled(List.of(autoscaler("web", 9), autoscaler("cache", 1))))
                .isEmpty();
    }

    @Test
    void clientsThatAreTiedToOnePod() {
        DeclaredService service = Declared.service("cache", "{selector: {role: cache}}");

        assertThat(CACHE.tied(json("spec: {sessionAffinity: None}"), service)).isEmpty();
        assertThat(CACHE.tied(json("spec: {sessionAffinity: ClientIP}"), service))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.SESSION_AFFINITY);
                    assertThat(finding.message()).isEqualTo("""
                            Service cache ties each client to one pod (sessionAffinity ClientIP), which hides a second store.
                              expected   sessionAffinity None
                              declared   service/cache   50-cache.svc.yml:1
                              look       kubectl -n shop get deployment,hpa -o wide""");
                });
    }

    private static List<Finding> twins(String spec) {
        return CACHE.twins(json("spec: " + spec), "50-cache.dep.yml:1");
    }

    private static HorizontalPodAutoscaler autoscaler(String target, int most) {
        return Declared.yaml(
                "metadata: {name: more}\nspec: {maxReplicas: %d, scaleTargetRef: {kind: Deployment, name: %s}}"
                        .formatted(most, target),
                HorizontalPodAutoscaler.class);
    }

    private static JsonNode json(String text) {
        return Declared.yaml(text, JsonNode.class);
    }
}
