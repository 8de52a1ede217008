// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of the kubelet 1.34 and containerd. */
class ImagePullProblemTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final Environment WITH_REGISTRY = new Environment(true, false);
    private static final Environment NO_REGISTRY = new Environment(true, true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ErrImagePull      | failed to pull and unpack image "docker.io/library/redis:9": failed to resolve reference "docker.io/library/redis:9": docker.io/library/redis:9: not found | IMAGE_NOT_FOUND
            ImagePullBackOff  | Back-off pulling image "redis:9": ErrImagePull: failed to resolve reference "docker.io/library/redis:9": docker.io/library/redis:9: not found | IMAGE_NOT_FOUND
            ErrImagePull      | failed to resolve reference "docker.io/acme/shop:20240115": docker.io/acme/shop:20240115: not found | IMAGE_NOT_FOUND
            ErrImageNeverPull | Container image "redis:9" is not present with pull policy of Never | IMAGE_NOT_FOUND
            ErrImagePull      | failed to resolve reference "docker.io/acme/shop:1": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials | IMAGE_PULL_UNAUTHORIZED
            ErrImagePull      | unexpected status from HEAD request to https://ghcr.io/v2/acme/shop/manifests/1: 401 Unauthorized | IMAGE_PULL_UNAUTHORIZED
            ErrImagePull      | unexpected status from HEAD request to https://ghcr.io/v2/acme/shop/manifests/1: 403 Forbidden | IMAGE_PULL_UNAUTHORIZED
            ErrImagePull      | failed to do request: Head "https://registry-1.docker.io/v2/library/redis/manifests/9": dial tcp: lookup registry-1.docker.io: no such host | IMAGE_PULL_FAILED
            ErrImagePull      | failed to do request: Head "http://registry:5401/v2/redis/manifests/9": dial tcp 10.0.0.1:5401: connect: connection refused | IMAGE_PULL_FAILED
            ImagePullBackOff  | Back-off pulling image "redis:9" | IMAGE_PULL_FAILED
            """)
    void whatTheKubeletSaysTellsWhyThereIsNoImage(
            String reason, String message, @ConvertWith(Causes.class) Cause cause) {
        assertThat(trouble(reason, message, WITH_REGISTRY).finding().cause()).isEqualTo(cause);
        assertThat(trouble(reason, message, WITH_REGISTRY).finding().seen()).isEqualTo(message);
    }

    @Test
    void anImageThatDoesNotExistWillNotExistInASecond() {
        RolloutProblem trouble = trouble("ErrImagePull", "redis:9: not found", WITH_REGISTRY);

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trouble.finding().message()).isEqualTo("""
                Container redis of Deployment cache has an image that does not exist: redis:9.
                  expected   an image that the node has or can pull
                  seen       redis:9: not found
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop describe pod cache-1""");
    }

    @Test
    void anImageThatIsNotGivenToUsIsToldApart() {
        RolloutProblem trouble = trouble("ErrImagePull", "401 Unauthorized", WITH_REGISTRY);

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trouble.finding().reason())
                .isEqualTo(
                        "Container redis of Deployment cache has an image that the registry does not give to us: redis:9.");
    }

    @Test
    void aRegistryThatFailsGetsASecondChance() {
        RolloutProblem trouble = trouble("ErrImagePull", "connection reset by peer", WITH_REGISTRY);

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(12));
        assertThat(trouble.finding().likely()).isEmpty();
    }

    @Test
    void whereNoRegistryCanBeReachedThereIsNone() {
        RolloutProblem trouble = trouble("ErrImagePull", "no such host", NO_REGISTRY);

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trouble.finding().message()).isEqualTo("""
                Container redis of Deployment cache has an image that cannot be pulled: redis:9.
                  expected   an image that the node has or can pull
                  seen       no such host
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     a name or tag that is not among the images loaded on the node; no registry can be reached here
                  look       kubectl -n shop describe pod cache-1""");
    }

    private static RolloutProblem trouble(String reason, String message, Environment circumstances) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("cache-1")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("redis")
                .withImage("redis:9")
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        return new PodProblem(CACHE, circumstances).of(pod).orElseThrow();
    }
}
