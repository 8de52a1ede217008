// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplacementTest {
    @Test
    void aPodThatNobodyReplacesIsNamed() {
        Finding finding = Replacement.notReplaced(
                new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1)),
                "cache-1",
                Duration.ofSeconds(100));

        assertThat(finding.cause()).isEqualTo(Cause.NOT_REPLACED);
        assertThat(finding.message()).isEqualTo("""
                No new pod of Deployment cache became ready within 100 s of the deletion of pod cache-1.
                  expected   a new pod, ready
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     the image can no longer be pulled, no node has room, or what it needs was changed since
                  look       kubectl -n shop get pods,events""");
    }

    @Test
    void aPodThatNeverCanBeReplacedTellsWhy() {
        Finding finding = Replacement.notReplaced(
                new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1)),
                "cache-1",
                Finding.of(
                                Cause.CONTAINER_CONFIG_INVALID,
                                "Pods cannot start without ConfigMap conf, which is not there.")
                        .seen("configmap \"conf\" not found")
                        .next("kubectl -n shop get configmap"));

        assertThat(finding.cause()).isEqualTo(Cause.NOT_REPLACED);
        assertThat(finding.message()).isEqualTo("""
                No new pod of Deployment cache becomes ready after the deletion of pod cache-1.
                  expected   a new pod, ready
                  seen       Pods cannot start without ConfigMap conf, which is not there.
                             configmap "conf" not found
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     what it needs was changed since the old pod started
                  look       kubectl -n shop get configmap""");
    }
}
