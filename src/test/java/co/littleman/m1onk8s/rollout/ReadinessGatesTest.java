// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessGatesTest {
    private static final String READY = "{type: ContainersReady, status: 'True'}";

    @Test
    void onANodeOfOurOwnNobodySetsIt() {
        assertThat(trouble(new Environment(true, false), READY)).hasValueSatisfying(trouble -> {
            assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
            assertThat(trouble.finding().cause()).isEqualTo(Cause.ROLLOUT_INCOMPLETE);
            assertThat(trouble.finding().message()).isEqualTo("""
                    Pods of Deployment cache wait for a readiness gate that nobody has set: shop.example/lb.
                      expected   a controller that sets the gate's condition to True
                      seen       containers ready, pod cache-1 not
                      declared   deployment/cache   50-cache.dep.yml:1
                      likely     nothing in the manifests sets it, and the cluster has no controller for it: leave spec.readinessGates out, or install it
                      look       kubectl -n shop get pod cache-1 -o yaml   # spec.readinessGates, and status.conditions""");
        });
    }

    @Test
    void elsewhereSomebodyMay() {
        assertThat(trouble(new Environment(false, false), READY))
                .hasValueSatisfying(trouble -> assertThat(trouble.patience()).isEqualTo(RolloutProblem.UNTIL_BUDGET));
    }

    @Test
    void aGateThatIsSetOrWhoseTimeHasNotComeIsNoTrouble() {
        assertThat(trouble(new Environment(true, false), READY + ", {type: shop.example/lb, status: 'True'}"))
                .isEmpty();
        assertThat(trouble(new Environment(true, false), "{type: ContainersReady, status: 'False'}"))
                .isEmpty();
    }

    private static Optional<RolloutProblem> trouble(Environment circumstances, String conditions) {
        Workload cache =
                new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
        return new ReadinessGates(cache, circumstances).of(YamlFixture.yaml("""
                metadata: {name: cache-1}
                spec: {readinessGates: [{conditionType: shop.example/lb}]}
                status: {conditions: [%s]}
                """.formatted(conditions), Pod.class));
    }
}
