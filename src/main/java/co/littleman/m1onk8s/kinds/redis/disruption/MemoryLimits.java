// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What ends the growth of a Redis.
 *
 * @param maxmemory Redis' own limit in bytes; 0 for none
 * @param policy Redis' {@code maxmemory-policy}
 * @param container the container's limit in bytes; 0 for none
 */
record MemoryLimits(long maxmemory, String policy, long container) {
    static MemoryLimits of(Map<String, String> infoMemory, Container live) {
        Quantity limit = live.getResources() == null || live.getResources().getLimits() == null
                ? null
                : live.getResources().getLimits().get("memory");
        return new MemoryLimits(
                Long.parseLong(infoMemory.getOrDefault("maxmemory", "0").trim()),
                infoMemory.getOrDefault("maxmemory_policy", "unknown").trim(),
                limit == null ? 0 : limit.getNumericalAmount().longValue());
    }

    /**
     * Bytes to write for real pressure: a quarter more than Redis may keep, so that it must evict or refuse; without a
     * maxmemory a tenth more than the container may have. Empty if nothing limits it.
     */
    OptionalLong target() {
        if (maxmemory > 0) {
            return OptionalLong.of(maxmemory + maxmemory / 4);
        }
        return container > 0 ? OptionalLong.of(container + container / 10) : OptionalLong.empty();
    }

    String words() {
        return "maxmemory %s (%s), container limit %s".formatted(limit(maxmemory), policy, limit(container));
    }

    private static String limit(long bytes) {
        return bytes == 0 ? "none" : mega(bytes);
    }

    static String mega(long bytes) {
        return "%.0f MiB".formatted(bytes / 1048576.0);
    }
}
