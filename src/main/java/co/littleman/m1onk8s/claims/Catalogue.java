package co.littleman.m1onk8s.claims;

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
            new RedisAnswersByName(),
            new RedisAnswersPing(),
            new RedisKeepsAKey());

    private Catalogue() {}

    /** All claims, in the order of the catalogue. */
    public static List<Claim> all() {
        return ALL;
    }

    /**
     * The wanted claims and all that they stand on; all claims where none is named.
     *
     * @throws SettingsException where an id is not in the catalogue
     */
    public static List<Claim> select(Set<String> wanted) {
        if (wanted.isEmpty()) {
            return ALL;
        }
        Set<String> known = ALL.stream().map(Claim::id).collect(Collectors.toSet());
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
                selected.addAll(ALL.get(i).grounds());
            }
        }
        return ALL.stream().filter(claim -> selected.contains(claim.id())).toList();
    }
}
