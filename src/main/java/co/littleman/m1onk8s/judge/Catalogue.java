package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.manifests.ApisCurrent;
import co.littleman.m1onk8s.claims.manifests.DisruptionBudgetLetsDrain;
import co.littleman.m1onk8s.claims.manifests.ImagesPinned;
import co.littleman.m1onk8s.claims.manifests.LiveEqualsManifests;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.claims.manifests.NothingExposed;
import co.littleman.m1onk8s.claims.manifests.ObjectsPresent;
import co.littleman.m1onk8s.claims.manifests.PodsAsDeclared;
import co.littleman.m1onk8s.claims.manifests.PortsLeadSomewhere;
import co.littleman.m1onk8s.claims.manifests.ResourcesDeclared;
import co.littleman.m1onk8s.claims.manifests.SelectorMatchesTemplate;
import co.littleman.m1onk8s.claims.manifests.ServiceNamesSafe;
import co.littleman.m1onk8s.claims.manifests.ServiceSelectsOwnPods;
import co.littleman.m1onk8s.claims.manifests.StoreStandsAlone;
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
            new ApisCurrent(),
            new SelectorMatchesTemplate(),
            new ServiceSelectsOwnPods(),
            new ImagesPinned(),
            new NothingExposed(),
            new StoreStandsAlone(),
            new DisruptionBudgetLetsDrain(),
            new ServiceNamesSafe(),
            new LiveEqualsManifests(),
            new RolloutComplete(),
            new PortsLeadSomewhere(),
            new ResourcesDeclared(),
            new PodsAsDeclared(),
            new ServiceHasEndpoints(),
            new DnsNamesResolve(),
            new RedisAnswersPing(),
            new RedisKeepsAKey(),
            new RedisAnswersByName());

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
