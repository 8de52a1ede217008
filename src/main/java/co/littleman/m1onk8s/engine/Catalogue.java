// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.disruption.DisruptionChecks;
import co.littleman.m1onk8s.checks.manifests.ManifestChecks;
import co.littleman.m1onk8s.checks.rollout.RolloutChecks;
import co.littleman.m1onk8s.checks.service.ServiceChecks;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Nearest;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checks of a run, each after those that it depends on: this project's own, and those that a user adds. */
public final class Catalogue {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final Catalogue STANDARD = new Catalogue(Stream.of(
                    ManifestChecks.all().stream(),
                    RolloutChecks.all().stream(),
                    ServiceChecks.all().stream(),
                    ofKinds(false),
                    ofKinds(true),
                    DisruptionChecks.all().stream())
            .flatMap(checks -> checks)
            .toList());

    private static final Set<String> READING = Set.of("get", "list", "watch");

    private final List<Check> checks;

    private Catalogue(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What disturbs a component comes after all that looks at it, whatever kind it is of. */
    private static Stream<Check> ofKinds(boolean disrupting) {
        return Kinds.all().stream()
                .flatMap(kind -> kind.checks().stream())
                .filter(check -> check.info().level().allows(Level.DISRUPT) == disrupting);
    }

    /** The general checks, and those of the component kinds. */
    public static Catalogue standard() {
        return STANDARD;
    }

    /**
     * A catalogue of just these checks, in the order in which reports list them.
     *
     * @throws SettingsException if an id is malformed or there twice, a check depends on one that does not come before
     *     it, or a check that only observes declares a right to write
     */
    public static Catalogue of(List<Check> checks) {
        Set<String> before = new LinkedHashSet<>();
        for (Check check : checks) {
            String id = check.id();
            if (!ID.matcher(id).matches()) {
                throw new SettingsException(
                        "The id of a check must be lower-case words with hyphens between them, but is '%s' (%s); rename it."
                                .formatted(id, check.getClass().getName()));
            }
            for (String dependency : check.info().dependencies()) {
                if (!before.contains(dependency)) {
                    throw new SettingsException("Check %s depends on %s, which is not before it in the catalogue%s"
                            .formatted(id, dependency, question(dependency, before)));
                }
            }
            requireReading(check);
            if (!before.add(id)) {
                throw new SettingsException("Two checks have the id %s; give %s another one."
                        .formatted(id, check.getClass().getName()));
            }
        }
        return new Catalogue(checks);
    }

    /** Who only observes changes nothing, and gets into no container. */
    private static void requireReading(Check check) {
        if (check.info().level() != Level.OBSERVE) {
            return;
        }
        for (Permission right : check.permissions("default")) {
            if (!READING.containsAll(right.verbs())) {
                throw new SettingsException(
                        "Check %s is at level observe, which only gets, lists and watches, but declares: %s; raise its level."
                                .formatted(check.id(), right));
            }
        }
    }

    /**
     * This catalogue with checks of a user's own after it.
     *
     * @throws SettingsException as {@link #of}
     */
    public Catalogue with(Check... own) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(List.of(own));
        return of(all);
    }

    /**
     * The rights that checks declare for themselves, in these namespaces.
     *
     * @param selected ids of the checks that are judged
     * @param level of the run: what is above it is not judged
     */
    public List<Permission> permissions(Set<String> selected, Level level, Collection<String> namespaces) {
        return checks.stream()
                .filter(check -> selected.contains(check.id()))
                .filter(check -> level.allows(check.info().level()))
                .flatMap(check -> namespaces.stream().flatMap(namespace -> check.permissions(namespace).stream()))
                .distinct()
                .toList();
    }

    /** The checks in their order. */
    public List<Check> all() {
        return checks;
    }

    /**
     * Refuses waivers of checks that are not in the catalogue.
     *
     * @throws SettingsException naming the first
     */
    public void requireKnown(List<Waiver> waivers) {
        Set<String> known = ids();
        for (Waiver waiver : waivers) {
            if (!known.contains(waiver.check())) {
                throw new SettingsException(
                        "waivers: %s is not a check%s".formatted(waiver.check(), question(waiver.check(), known)));
            }
        }
    }

    /** Ids of all checks, in their order. */
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        checks.forEach(check -> ids.add(check.id()));
        return ids;
    }

    /**
     * Ids of the wanted checks and of all that they depend on; of all checks if none is named.
     *
     * @throws SettingsException naming the first that is not in the catalogue
     */
    public Set<String> select(Set<String> wanted) {
        Set<String> known = ids();
        if (wanted.isEmpty()) {
            return known;
        }
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new SettingsException("--check %s is not a check%s".formatted(id, question(id, known)));
            }
        }
        Set<String> selected = new LinkedHashSet<>(wanted);
        // Dependencies come earlier, so one pass from the end finds them all.
        for (int i = checks.size() - 1; i >= 0; i--) {
            if (selected.contains(checks.get(i).id())) {
                selected.addAll(checks.get(i).info().dependencies());
            }
        }
        return selected;
    }

    private static String question(String id, Collection<String> known) {
        return Nearest.question(id, known, ".") + " scripts/verify --list prints all checks.";
    }
}
