// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.ComponentKind;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged: each check about the stack once, each check about a component once for each. What will not be
 * judged is in it as well, with the reason. A check of a component kind is not in it for a component that does not run
 * that kind, unless checks were asked for by name: who names one gets an answer.
 */
final class ExecutionPlan {
    static final String STACK = Waiver.STACK;

    /**
     * One check about one subject.
     *
     * @param component null for the stack as a whole
     * @param subject what verdicts call it
     * @param skip why it will not be judged, as far as that is known before anything is asked; or null
     */
    record PlannedCheck(
            Check check,
            @Nullable Component component,
            String subject,
            @Nullable CheckSkippedException skip) {
        String id() {
            return check.id();
        }

        /** As verdicts are named, such as {@code cache pods-admitted}. */
        String name() {
            return subject + " " + id();
        }

        /** Entries are compared a lot, and a component holds whole manifests: each is itself. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        Concurrency concurrency() {
            return check.info().concurrency();
        }
    }

    private final List<PlannedCheck> entries = new ArrayList<>();
    private final Set<String> selected;
    private final Stack stack;
    private final Scope scope;
    private final List<Waiver> accepted;
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    /** As below, with nothing that a team has accepted. */
    ExecutionPlan(List<Check> checks, Set<String> selected, Stack stack, Scope scope) {
        this(checks, selected, stack, scope, List.of());
    }

    /**
     * Draws it up.
     *
     * @param selected ids of the checks that were asked for, with their dependencies
     * @param accepted what a team has accepted not to know for a while
     */
    ExecutionPlan(List<Check> checks, Set<String> selected, Stack stack, Scope scope, List<Waiver> accepted) {
        this.selected = Set.copyOf(selected);
        this.stack = stack;
        this.scope = scope;
        this.accepted = List.copyOf(accepted);
        boolean named = checks.stream().anyMatch(check -> !this.selected.contains(check.id()));
        for (Check check : checks) {
            Optional<String> kind =
                    named ? Optional.empty() : Kinds.all().requiredBy(check).map(ComponentKind::name);
            if (kind.isPresent() && stack.components().stream().noneMatch(component -> component.runs(kind.get()))) {
                leftOut.merge(kind.get(), 1, Integer::sum);
            } else if (check instanceof Check.OfComponent one) {
                stack.components().stream()
                        .filter(component -> kind.map(component::runs).orElse(true))
                        .filter(component -> named || one.concerns(component))
                        .forEach(component -> enter(check, component, subject(component)));
            } else if (named || !(check instanceof Check.OfStack one) || one.concerns(stack)) {
                enter(check, null, STACK);
            }
        }
    }

    private void enter(Check check, @Nullable Component component, String subject) {
        entries.add(new PlannedCheck(check, component, subject, skip(check, component, subject)));
    }

    private @Nullable CheckSkippedException skip(Check check, @Nullable Component component, String subject) {
        if (!selected.contains(check.id())) {
            return new CheckSkippedException(SkipReason.NOT_ASKED, "");
        }
        for (Waiver one : accepted) {
            if (one.covers(check.id(), subject)) {
                return new CheckSkippedException(SkipReason.WAIVED, one.why());
            }
        }
        if (!scope.allows(check.info().level())) {
            return new CheckSkippedException(
                    SkipReason.LEVEL, "needs " + check.info().level().word());
        }
        return check.info().requirements().stream()
                .filter(requirement -> component != null && !requirement.isMet(component, stack, scope))
                .map(Requirement::words)
                .map(words -> new CheckSkippedException(SkipReason.REQUIREMENT, words))
                .findFirst()
                .orElse(null);
    }

    /** The component's name, with its namespace if another has the same. */
    private String subject(Component component) {
        boolean alone = stack.components().stream()
                .allMatch(other -> other.equals(component) || !other.name().equals(component.name()));
        return alone ? component.name() : component.namespace() + "/" + component.name();
    }

    /** How many checks of a kind are not planned at all, as no component runs it; by the name of the kind. */
    Map<String, Integer> leftOut() {
        return Collections.unmodifiableMap(leftOut);
    }

    List<PlannedCheck> entries() {
        return List.copyOf(entries);
    }

    /** All entries, in the order of the catalogue but for those that wait for later ones. */
    List<PlannedCheck> eachAfterThoseItWaitsFor() {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> switch (entry.concurrency()) {
                    case WAITING, SHARED -> 0;
                    case MEASURING -> 1;
                    case EXCLUSIVE -> 2;
                }))
                .toList();
    }

    /** The entries that one depends on: about the same component, or about the stack; for the stack, about each. */
    List<PlannedCheck> dependenciesOf(PlannedCheck entry) {
        return entries.stream()
                .filter(dependency -> entry.check().info().dependencies().contains(dependency.id()))
                .filter(dependency -> entry.component() == null
                        || dependency.component() == null
                        || entry.component().equals(dependency.component()))
                .toList();
    }

    /** True if two entries are about the same component; one about the stack is about each of them. */
    boolean areOfOne(PlannedCheck one, PlannedCheck other) {
        return one.component() == null
                || other.component() == null
                || one.component().equals(other.component());
    }

    /**
     * The entries that must have ended before this one begins, whatever their outcome: a check that measures waits for
     * all that ask, one that changes what others see waits for all others, and both wait for their own kind.
     */
    List<PlannedCheck> earlierThan(PlannedCheck entry) {
        return switch (entry.concurrency()) {
            case WAITING, SHARED -> List.of();
            case MEASURING -> upTo(entry, Set.of(Concurrency.SHARED));
            case EXCLUSIVE -> upTo(entry, Set.of(Concurrency.WAITING, Concurrency.SHARED, Concurrency.MEASURING));
        };
    }

    /** All entries of these kinds, and the earlier ones of its own. */
    private List<PlannedCheck> upTo(PlannedCheck entry, Set<Concurrency> kinds) {
        List<PlannedCheck> earlier = new ArrayList<>();
        boolean before = true;
        for (PlannedCheck other : entries) {
            if (other.equals(entry)) {
                before = false;
            } else if (kinds.contains(other.concurrency()) || (before && other.concurrency() == entry.concurrency())) {
                earlier.add(other);
            }
        }
        return earlier;
    }
}
