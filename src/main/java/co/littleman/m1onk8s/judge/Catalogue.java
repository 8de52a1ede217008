package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.claims.manifests.ObjectsPresent;
import co.littleman.m1onk8s.claims.metrics.ExporterCountsCommands;
import co.littleman.m1onk8s.claims.metrics.ExporterSeesRedis;
import co.littleman.m1onk8s.claims.metrics.ExporterWatchesThisRedis;
import co.littleman.m1onk8s.claims.metrics.MetricsScraped;
import co.littleman.m1onk8s.claims.redis.EveryPathLeadsToRedis;
import co.littleman.m1onk8s.claims.redis.FreshConnectionsAgree;
import co.littleman.m1onk8s.claims.redis.MagentoCacheWorks;
import co.littleman.m1onk8s.claims.redis.RedisAllowsCommands;
import co.littleman.m1onk8s.claims.redis.RedisAnswersByName;
import co.littleman.m1onk8s.claims.redis.RedisAnswersInTime;
import co.littleman.m1onk8s.claims.redis.RedisAnswersPing;
import co.littleman.m1onk8s.claims.redis.RedisEvictionFits;
import co.littleman.m1onk8s.claims.redis.RedisIsMaster;
import co.littleman.m1onk8s.claims.redis.RedisKeepsAKey;
import co.littleman.m1onk8s.claims.redis.RedisKeepsIdleConnections;
import co.littleman.m1onk8s.claims.redis.RedisMemoryFits;
import co.littleman.m1onk8s.claims.redis.RedisPersistenceFits;
import co.littleman.m1onk8s.claims.redis.RedisRunsLua;
import co.littleman.m1onk8s.claims.redis.RedisSelectsDatabases;
import co.littleman.m1onk8s.claims.redis.RedisTakesABurst;
import co.littleman.m1onk8s.claims.redis.RedisTtlExpires;
import co.littleman.m1onk8s.claims.rollout.ContainersReady;
import co.littleman.m1onk8s.claims.rollout.LogsClean;
import co.littleman.m1onk8s.claims.rollout.PodsAdmitted;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.claims.service.ClusterIpAnswers;
import co.littleman.m1onk8s.claims.service.DnsNamesResolve;
import co.littleman.m1onk8s.claims.service.DnsSearchCompletes;
import co.littleman.m1onk8s.claims.service.DnsServerAnswers;
import co.littleman.m1onk8s.claims.service.PeerReachesService;
import co.littleman.m1onk8s.claims.service.PoliciesSelectPods;
import co.littleman.m1onk8s.claims.service.PolicyKeepsStrangersOut;
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
            new PodsAdmitted(),
            new RolloutComplete(),
            new ContainersReady(),
            new PodsStayCalm(),
            new LogsClean(),
            new ServiceHasEndpoints(),
            new ClusterIpAnswers(),
            new PeerReachesService(),
            new PoliciesSelectPods(),
            new PolicyKeepsStrangersOut(),
            new DnsServerAnswers(),
            new DnsNamesResolve(),
            new DnsSearchCompletes(),
            new RedisAnswersPing(),
            new RedisKeepsAKey(),
            new RedisIsMaster(),
            new RedisSelectsDatabases(),
            new RedisTtlExpires(),
            new RedisRunsLua(),
            new RedisAllowsCommands(),
            new RedisKeepsIdleConnections(),
            new RedisMemoryFits(),
            new RedisEvictionFits(),
            new RedisPersistenceFits(),
            new MagentoCacheWorks(),
            new RedisAnswersByName(),
            new EveryPathLeadsToRedis(),
            new FreshConnectionsAgree(),
            new RedisTakesABurst(),
            new RedisAnswersInTime(),
            new MetricsScraped(),
            new ExporterSeesRedis(),
            new ExporterWatchesThisRedis(),
            new ExporterCountsCommands());

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
