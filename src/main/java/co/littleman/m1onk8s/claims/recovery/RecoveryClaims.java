package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class RecoveryClaims {
    private RecoveryClaims() {}

    public static List<Claim> all() {
        return List.of(
                new RedisSavesInBackground(),
                new ReadinessSeesFrozenRedis(),
                new RedisBearsMemoryPressure(),
                new ContainerRestarts(),
                new PodComesBack(),
                new PodStopsInTime(),
                new TeardownLeavesNothing());
    }
}
