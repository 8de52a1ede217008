// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisMemoryFitsTest {
    private static final long MEBI = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({"64, 128", "96, 128", "1, 2", "512, 0"})
    void aQuarterIsLeftOrThereIsNoLimit(long maxmemory, long limit) {
        assertThatCode(() -> RedisMemoryFits.fits("pod cache-1", maxmemory * MEBI, limit * MEBI))
                .doesNotThrowAnyException();
    }

    @Test
    void aMaxmemoryWhoseUnitWasLeftOut() {
        Finding finding = finding(40, 64 * MEBI);

        assertThat(finding.cause()).isEqualTo(RedisCause.MEMORY_TOO_TIGHT);
        assertThat(finding.message()).isEqualTo("""
                maxmemory of Redis in pod cache-1 is less than an empty Redis needs: it keeps nothing.
                  expected   more than 1Mi
                  seen       maxmemory 40 bytes
                  likely     the unit was left out: 40 are 40 bytes, and 40mb are 40 MiB""");
    }

    @Test
    void noMaxmemoryUnderALimit() {
        Finding finding = finding(0, 128 * MEBI);

        assertThat(finding.cause()).isEqualTo(RedisCause.MEMORY_UNBOUNDED);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 has no maxmemory.
                  expected   a maxmemory of at most 96Mi
                  seen       maxmemory 0, container limit 128Mi
                  likely     it grows until the kernel kills it; set --maxmemory""");
    }

    @Test
    void noMaxmemoryAndNoLimit() {
        assertThat(finding(0, 0).message()).isEqualTo("""
                Redis in pod cache-1 has no maxmemory.
                  expected   a maxmemory
                  seen       maxmemory 0, container limit none
                  likely     it grows until the kernel kills it; set --maxmemory""");
    }

    @Test
    void aMaxmemoryTooCloseToTheLimit() {
        Finding finding = finding(100 * MEBI, 128 * MEBI);

        assertThat(finding.cause()).isEqualTo(RedisCause.MEMORY_TOO_TIGHT);
        assertThat(finding.message()).isEqualTo("""
                maxmemory of Redis in pod cache-1 is too close to the container's limit.
                  expected   at most 96Mi
                  seen       maxmemory 100Mi, container limit 128Mi
                  likely     the limit was lowered, or comes from a LimitRange of the namespace""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{limits: {memory: 128Mi}} | 134217728",
                "{limits: {cpu: 1}}        |",
                "{requests: {memory: 64Mi}} |",
                "{}                        |",
                "null                      |",
            })
    void theLimitIsThatOfRedisOwnContainer(String resources, @Nullable Long limit) {
        Pod pod = YamlFixture.yaml("""
                spec:
                  containers:
                    - {name: exporter, resources: {limits: {memory: 32Mi}}}
                    - {name: redis, resources: %s}
                """.formatted(resources), Pod.class);

        assertThat(RedisMemoryFits.limit(pod, Optional.of("redis"))).isEqualTo(Optional.ofNullable(limit));
        assertThat(RedisMemoryFits.limit(pod, Optional.empty())).isEmpty();
    }

    private static Finding finding(long maxmemory, long limit) {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisMemoryFits.fits("pod cache-1", maxmemory, limit))
                .actual()
                .finding();
    }
}
