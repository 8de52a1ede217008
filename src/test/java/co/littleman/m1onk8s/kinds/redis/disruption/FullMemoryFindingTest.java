// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FullMemoryFindingTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final long MEBI = 1048576;

    @Test
    void aKillForMemoryIsToldWithBothLimits() {
        Finding finding = full(0).killed("OOMKilled, exit code 137", true, 57 * MEBI);

        assertThat(finding.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 was killed for its memory when it filled up, and all its data is lost.
                  expected        Redis at its limit, alive
                  seen            OOMKilled, exit code 137, after 57 MiB were written
                  limits          maxmemory none (volatile-lru), container limit 64 MiB   50-cache.dep.yml:1
                  safe policies   volatile-lfu volatile-lru volatile-random volatile-ttl
                  likely          no maxmemory: Redis grows until the kernel kills it
                  look            kubectl -n shop exec deployment/cache -- redis-cli INFO memory""");
    }

    @Test
    void aMaxmemoryThatLeavesNoRoomIsToldAsSuch() {
        assertThat(full(64 * MEBI)
                        .killed("OOMKilled, exit code 137", true, 57 * MEBI)
                        .likely())
                .isEqualTo("maxmemory leaves too little of the container's limit for Redis itself, its clients and its"
                        + " probes");
    }

    @Test
    void aRestartByAProbeIsNoKillForMemory() {
        Finding finding = full(40 * MEBI).killed("Error, exit code 0", false, 57 * MEBI);

        assertThat(finding.cause()).isEqualTo(RedisCause.RESTARTED_UNDER_PRESSURE);
        assertThat(finding.reason())
                .isEqualTo("Redis in pod cache-1 was restarted when it filled up, and all its data is lost.");
        assertThat(finding.likely()).isEqualTo("a liveness probe with less patience than a busy Redis needs");
    }

    @Test
    void aCacheThatIsOverfullAndEvictsNothingIsTold() {
        Finding finding = full(0).evictsNothing(71 * MEBI);

        assertThat(finding.cause()).isEqualTo(RedisCause.NOTHING_EVICTED);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 took more than it may keep, and evicted nothing.
                  expected        evicted_keys to rise
                  seen            71 MiB written
                  limits          maxmemory none (volatile-lru), container limit 64 MiB   50-cache.dep.yml:1
                  safe policies   volatile-lfu volatile-lru volatile-random volatile-ttl
                  likely          no maxmemory, and the container's limit is not enforced
                  look            kubectl -n shop exec deployment/cache -- redis-cli INFO memory""");
    }

    @Test
    void aStoreThatThrowsDataAwayIsTold() {
        Finding finding = new FullMemoryFinding(
                        CACHE, "session-1", RedisRole.SESSION, new MemoryLimits(40 * MEBI, "allkeys-lru", 64 * MEBI))
                .evicts(12);

        assertThat(finding.cause()).isEqualTo(RedisCause.DATA_EVICTED);
        assertThat(finding.message())
                .isEqualTo("""
                Redis in pod session-1 evicts data when it is full, but role session must refuse new data.
                  expected        an OOM error for the write too many, and all old keys still there
                  seen            12 keys lost
                  limits          maxmemory 40 MiB (allkeys-lru), container limit 64 MiB   50-cache.dep.yml:1
                  safe policies   %s
                  likely          the policy allkeys-lru evicts: a lost session is a lost cart
                  look            kubectl -n shop exec deployment/cache -- redis-cli INFO memory""".formatted(String.join(" ", new TreeSet<>(RedisRole.SESSION.policies()))));
    }

    private static FullMemoryFinding full(long maxmemory) {
        return new FullMemoryFinding(
                CACHE, "cache-1", RedisRole.CACHE, new MemoryLimits(maxmemory, "volatile-lru", 64 * MEBI));
    }
}
