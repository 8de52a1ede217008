// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.rollout.PodsAsDeclared;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import org.junit.jupiter.api.Test;

class ImagesTest {
    private static final Workload CACHE = workload("redis:7.0.15");

    @Test
    void anImageWithoutATagIsNotPinned() {
        assertThat(ImagesPinned.findings(workload("registry:5000/redis")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.IMAGE_NOT_PINNED);
                    assertThat(finding.message()).isEqualTo("""
                            Container redis of Deployment cache runs whatever registry:5000/redis means that day.
                              expected   a digest, or a tag that is not latest
                              image      registry:5000/redis   50-cache.dep.yml:1
                              look       kubectl -n shop get deployment/cache -o wide""");
                });
    }

    @Test
    void aContainerThatOnlyBeginsThePodIsHeldToTheSame() {
        Workload workload = Declared.workload(
                "cache", "spec: {initContainers: [{name: first, image: 'busybox:latest'}], containers: []}");

        assertThat(ImagesPinned.findings(CACHE)).isEmpty();
        assertThat(ImagesPinned.findings(workload))
                .extracting(Finding::reason)
                .containsExactly("Container first of Deployment cache runs whatever busybox:latest means that day.");
    }

    @Test
    void aPodThatRunsAnotherImage() {
        assertThat(PodsAsDeclared.findings(CACHE, pod("{name: redis, image: 'evil/redis:7.0.15'}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.DRIFTED);
                    assertThat(finding.message()).isEqualTo("""
                            Container redis of pod cache-1 runs another image than declared.
                              declared   redis:7.0.15        50-cache.dep.yml:1
                              live       evil/redis:7.0.15   pod cache-1
                              likely     a change by hand, or an admission webhook that rewrites pods
                              look       kubectl -n shop get pod cache-1 -o yaml""");
                });
    }

    @Test
    void aPodWithoutADeclaredContainer() {
        assertThat(PodsAsDeclared.findings(CACHE, pod("{name: proxy, image: 'proxy:1'}")))
                .extracting(Finding::reason)
                .containsExactly("Pod cache-1 has no container redis.");
    }

    @Test
    void aPodWithASidecarMoreAndADigestAddedIsAsDeclared() {
        assertThat(
                        PodsAsDeclared.findings(
                                CACHE,
                                pod(
                                        "{name: redis, image: 'docker.io/library/redis:7.0.15@sha256:ab'}, {name: proxy, image: proxy}")))
                .isEmpty();
    }

    private static Workload workload(String image) {
        return Declared.workload("cache", "spec: {containers: [{name: redis, image: '%s'}]}".formatted(image));
    }

    private static io.fabric8.kubernetes.api.model.Pod pod(String containers) {
        return Declared.pod("cache-1", "metadata: {}\nspec: {containers: [%s]}".formatted(containers));
    }
}
