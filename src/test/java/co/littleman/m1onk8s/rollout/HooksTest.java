// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages are those of Kubernetes 1.34. */
class HooksTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    @Test
    void theEventOfTheContainerTells() {
        Event event = YamlFixture.yaml("""
                reason: FailedPostStartHook
                message: PostStartHook failed
                involvedObject: {fieldPath: "spec.containers{redis}"}
                """, Event.class);
        Event other = YamlFixture.yaml("""
                reason: Killing
                involvedObject: {fieldPath: "spec.containers{redis}"}
                """, Event.class);

        assertThat(Hooks.inEvents("redis", List.of(other, event)))
                .contains("FailedPostStartHook: PostStartHook failed");
        assertThat(Hooks.inEvents("exporter", List.of(event))).isEmpty();
        assertThat(Hooks.inEvents("redis", List.of(other))).isEmpty();
    }

    @Test
    void theFindingNamesTheHookAndNotACrash() {
        Finding finding = Hooks.finding(
                CACHE,
                YamlFixture.yaml("metadata: {name: cache-1}", Pod.class),
                "redis",
                "FailedPostStartHook: PostStartHook failed");

        assertThat(finding.cause()).isEqualTo(Cause.POST_START_HOOK_FAILED);
        assertThat(finding.message()).isEqualTo("""
                The postStart hook of container redis of Deployment cache fails, and the container is killed for it each time.
                  expected   a hook that ends well
                  seen       FailedPostStartHook: PostStartHook failed
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     a command that the image does not have, or one that needs what its container does not serve yet
                  look       kubectl -n shop get events --field-selector involvedObject.name=cache-1   # the hook's own output is kept nowhere""");
    }
}
