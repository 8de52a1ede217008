package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.claims.manifests.ObjectsPresent;
import co.littleman.m1onk8s.claims.recovery.ContainerRestarts;
import co.littleman.m1onk8s.claims.recovery.PodComesBack;
import co.littleman.m1onk8s.claims.recovery.PodStopsInTime;
import co.littleman.m1onk8s.claims.recovery.ReadinessSeesFrozenRedis;
import co.littleman.m1onk8s.claims.recovery.RedisBearsMemoryPressure;
import co.littleman.m1onk8s.claims.recovery.RedisSavesInBackground;
import co.littleman.m1onk8s.claims.recovery.TeardownLeavesNothing;
import co.littleman.m1onk8s.claims.redis.RedisAnswersByName;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.redis.RedisKeepsAKey;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.claims.service.DnsNamesResolve;
import co.littleman.m1onk8s.claims.service.ServiceHasEndpoints;
import co.littleman.m1onk8s.settings.SettingsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every claim there is, each after those that it stands on. */
public final class Catalogue {
    private static final List<Claim> ALL = List.of(
            new ManifestsAccepted(),
            new ObjectsPresent(),
            new RolloutComplete(),
            new ServiceHasEndpoints(),
            new DnsNamesResolve(),
            new RedisAnswersPing(),
            new RedisKeepsAKey(),
            new RedisAnswersByName(),
            new RedisSavesInBackground(),
            new ReadinessSeesFrozenRedis(),
            new RedisBearsMemoryPressure(),
            new ContainerRestarts(),
            new PodComesBack(),
            new PodStopsInTime(),
            new TeardownLeavesNothing());

    private Catalogue() {}

    /** All claims, in the order of the catalogue. */
    public static List<Claim> all() {
        return ALL;
    }

    /**
     * Ids of the wanted claims and of all that they stand on; of all claims where none is named.
     *
     * @throws SettingsException where an id is not in the catalogue
     */
    public static Set<String> select(Set<String> wanted) {
        Set<String> known = ALL.stream().map(Claim::id).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return known;
        }
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new SettingsException("--claim %s is not a claim; the claims are: %s."
                        .formatted(id, ALL.stream().map(Claim::id).collect(Collectors.joining(", "))));
            }
        }
        Set<String> selected = new LinkedHashSet<>(wanted);
        // Grounds come earlier, so one pass from the end finds them all.
        for (int i = ALL.size() - 1; i >= 0; i--) {
            if (selected.contains(ALL.get(i).id())) {
                selected.addAll(ALL.get(i).terms().grounds());
            }
        }
        return selected;
    }
}
