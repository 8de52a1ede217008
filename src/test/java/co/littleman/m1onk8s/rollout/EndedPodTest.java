// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedPodTest {
    private static final Pod DONE = pod("phase: Succeeded");
    private static final Pod EVICTED =
            pod("phase: Failed, reason: Evicted, message: 'The node was low on resource: memory. '");

    @Test
    void itsEndIsFinal() {
        assertThat(EndedPod.of(cache("Pod"), List.of(DONE))).hasValueSatisfying(problem -> {
            assertThat(problem.patience()).isZero();
            assertThat(problem.finding().cause()).isEqualTo(Cause.POD_ENDED);
            assertThat(problem.finding().message()).isEqualTo("""
                    Pod cache has ended, and nothing starts it again.
                      expected   a pod that runs and is ready
                      seen       pod cache: Succeeded
                      declared   pod/cache   50-cache.pod.yml:1
                      likely     its containers have ended, and its restartPolicy (Never) leaves it at that
                      look       kubectl -n shop delete pod cache   # then apply it again""");
        });
    }

    @Test
    void itsNodeMayHaveEndedIt() {
        assertThat(EndedPod.of(cache("Pod"), List.of(EVICTED))).hasValueSatisfying(problem -> {
            assertThat(problem.finding().seen()).isEqualTo("pod cache: Evicted, The node was low on resource: memory.");
            assertThat(problem.finding().likely())
                    .isEqualTo("its node put it out; a controller, such as a Deployment, would have made another one");
        });
    }

    @Test
    void onlyABarePodThatHasEndedIsMeant() {
        assertThat(EndedPod.of(cache("Deployment"), List.of(EVICTED))).isEmpty();
        assertThat(EndedPod.of(cache("Pod"), List.of(pod("phase: Running")))).isEmpty();
    }

    private static Workload cache(String kind) {
        return new Workload(kind, "shop", "cache", new PodTemplateSpec(), new Place("50-cache.pod.yml", 1));
    }

    private static Pod pod(String status) {
        return YamlFixture.yaml(
                "{metadata: {name: cache}, spec: {restartPolicy: Never}, status: {%s}}".formatted(status), Pod.class);
    }
}
