package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.manifests.ManifestChecks;
import co.littleman.m1onk8s.checks.metrics.MetricsChecks;
import co.littleman.m1onk8s.checks.disruption.DisruptionChecks;
import co.littleman.m1onk8s.checks.redis.RedisChecks;
import co.littleman.m1onk8s.checks.rollout.RolloutChecks;
import co.littleman.m1onk8s.checks.service.ServiceChecks;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.settings.SettingsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every check there is, each after those that it depends on. */
public final class Catalogue {
    private static final List<Check> ALL = Stream.of(
                    ManifestChecks.all(),
                    RolloutChecks.all(),
                    ServiceChecks.all(),
                    RedisChecks.all(),
                    MetricsChecks.all(),
                    DisruptionChecks.all())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** All checks, in the order of the catalogue. */
    public static List<Check> all() {
        return ALL;
    }

    /**
     * Sees that what a team has accepted not to know are checks.
     *
     * @throws SettingsException where one is not in the catalogue
     */
    public static void check(List<Waiver> accepted) {
        for (Waiver skip : accepted) {
            if (ALL.stream().noneMatch(check -> check.id().equals(skip.check()))) {
                throw new SettingsException(
                        "accepted-skips: %s is not a check; the checks are: %s.".formatted(skip.check(), ids()));
            }
        }
    }

    private static String ids() {
        return ALL.stream().map(Check::id).collect(Collectors.joining(", "));
    }

    /**
     * Ids of the wanted checks and of all that they depend on; of all checks where none is named.
     *
     * @throws SettingsException where an id is not in the catalogue
     */
    public static Set<String> select(Set<String> wanted) {
        Set<String> known = ALL.stream().map(Check::id).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return known;
        }
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new SettingsException("--check %s is not a check; the checks are: %s.".formatted(id, ids()));
            }
        }
        Set<String> selected = new LinkedHashSet<>(wanted);
        // Dependencies come earlier, so one pass from the end finds them all.
        for (int i = ALL.size() - 1; i >= 0; i--) {
            if (selected.contains(ALL.get(i).id())) {
                selected.addAll(ALL.get(i).info().dependencies());
            }
        }
        return selected;
    }
}
