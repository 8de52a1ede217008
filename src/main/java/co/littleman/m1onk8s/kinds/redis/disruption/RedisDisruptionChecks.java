// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class RedisDisruptionChecks {
    private RedisDisruptionChecks() {}

    /** All of them, in the order in which they disturb. */
    public static List<Check> all() {
        return List.of(
                new RedisSavesInBackground(),
                new ReadinessSeesFrozenRedis(),
                new RedisBearsMemoryPressure(),
                new PodComesBack());
    }
}
