// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryPressureTest {
    private static final Workload STORE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final long MEGABYTE = 1_000_000;

    private final FakeRedis server;

    MemoryPressureTest() throws IOException {
        server = new FakeRedis()
                .on("SADD", ":1")
                .on("EVAL", ":16")
                .on("EXISTS", ":32")
                .on("SET", "+OK")
                .on("UNLINK", ":16")
                .on("DEL", ":32")
                .on("INFO", "$14\r\nevicted_keys:7");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aCacheThatRefusesWritesFails() {
        server.on("EVAL", "-OOM command not allowed when used memory > 'maxmemory'.");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> bear(RedisRole.CACHE, "noeviction"))
                .withMessageStartingWith("Redis in pod cache-1 refuses writes when it is full.\n  expected ")
                .withMessageContaining("the policy noeviction evicts nothing of this role's data");
    }

    @Test
    void aCacheThatForgetsItsTagsFails() {
        server.on("EXISTS", ":21");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> bear(RedisRole.CACHE, "allkeys-lru"))
                .withMessage("""
                        Redis in pod cache-1 evicted data without a TTL when it was full, as Magento's tag sets are.
                          expected        all 32 untimed sets still there
                          seen            21 of 32
                          limits          maxmemory 1 MiB (allkeys-lru), container limit 2 MiB   50-cache.dep.yml:1
                          safe policies   volatile-lfu volatile-lru volatile-random volatile-ttl
                          likely          the policy allkeys-lru takes any key: cleaning by tag then leaves stale pages
                          look            kubectl -n shop exec deployment/cache -- redis-cli INFO memory""");
    }

    @Test
    void aCacheThatEvictsNothingWasNotFull() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> bear(RedisRole.CACHE, "volatile-lru"))
                .withMessageStartingWith("Redis in pod cache-1 took more than it may keep, and evicted nothing.");
    }

    @Test
    void aSessionStoreThatRefusesAndKeepsWhatItHasHolds() {
        server.on("EVAL", "-OOM command not allowed when used memory > 'maxmemory'.");

        assertThat(bear(RedisRole.SESSION, "noeviction")).isEqualTo("refused after 0 MiB, nothing lost");
        assertThat(server.commands()).last().asString().startsWith("SET ");
    }

    @Test
    void aSessionStoreThatTakesAllFails() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> bear(RedisRole.SESSION, "volatile-lru"))
                .withMessageStartingWith(
                        "Redis in pod cache-1 evicts data when it is full, but role session must refuse new data.");
    }

    @Test
    void nothingIsLeftBehind() {
        try (Redis redis = server.client()) {
            MemoryPressure pressure = pressure(redis, RedisRole.CACHE, "volatile-lru");
            pressure.cleanUp();
        }

        assertThat(server.commands())
                .satisfiesExactly(
                        filler -> assertThat(filler)
                                .startsWith("UNLINK our:key:0 ")
                                .endsWith(" our:key:15"),
                        tags -> assertThat(tags)
                                .startsWith("DEL our:key:tag:0 ")
                                .endsWith(" our:key:tag:31"),
                        after -> assertThat(after).isEqualTo("DEL our:key:after"));
    }

    private String bear(RedisRole role, String policy) {
        try (Redis redis = server.client()) {
            return pressure(redis, role, policy).bear(role.atTheLimit(), MEGABYTE);
        }
    }

    private static MemoryPressure pressure(Redis redis, RedisRole role, String policy) {
        MemoryLimits limits = new MemoryLimits(1048576, policy, 2097152);
        return new MemoryPressure(redis, new FullMemoryFinding(STORE, "cache-1", role, limits), limits, "our:key");
    }
}
