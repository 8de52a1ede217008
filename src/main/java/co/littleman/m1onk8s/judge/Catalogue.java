package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.manifests.ManifestClaims;
import co.littleman.m1onk8s.claims.metrics.MetricsClaims;
import co.littleman.m1onk8s.claims.recovery.RecoveryClaims;
import co.littleman.m1onk8s.claims.redis.RedisClaims;
import co.littleman.m1onk8s.claims.rollout.RolloutClaims;
import co.littleman.m1onk8s.claims.service.ServiceClaims;
import co.littleman.m1onk8s.settings.AcceptedSkip;
import co.littleman.m1onk8s.settings.SettingsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every claim there is, each after those that it stands on. */
public final class Catalogue {
    private static final List<Claim> ALL = Stream.of(
                    ManifestClaims.all(),
                    RolloutClaims.all(),
                    ManifestClaims.ofRunningPods(),
                    ServiceClaims.all(),
                    RedisClaims.all(),
                    MetricsClaims.all(),
                    RecoveryClaims.all())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** All claims, in the order of the catalogue. */
    public static List<Claim> all() {
        return ALL;
    }

    /**
     * Sees that what a team has accepted not to know are claims.
     *
     * @throws SettingsException where one is not in the catalogue
     */
    public static void check(List<AcceptedSkip> accepted) {
        for (AcceptedSkip skip : accepted) {
            if (ALL.stream().noneMatch(claim -> claim.id().equals(skip.claim()))) {
                throw new SettingsException(
                        "accepted-skips: %s is not a claim; the claims are: %s.".formatted(skip.claim(), ids()));
            }
        }
    }

    private static String ids() {
        return ALL.stream().map(Claim::id).collect(Collectors.joining(", "));
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
                throw new SettingsException("--claim %s is not a claim; the claims are: %s.".formatted(id, ids()));
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
