package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.AcceptedSkip;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged: each claim about the stack once, each claim about a component once for each. What will not be
 * judged is in it as well, with the reason.
 */
final class Docket {
    static final String STACK = AcceptedSkip.STACK;

    /**
     * One claim about one subject.
     *
     * @param component null for the stack as a whole
     * @param subject what verdicts call it
     * @param skip why it will not be judged, as far as that is known before anything is asked; or null
     */
    record Entry(
            Claim claim,
            @Nullable Component component,
            String subject,
            @Nullable Skipped skip) {
        String id() {
            return claim.id();
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
            return claim.terms().concurrency();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> selected;
    private final Stack stack;
    private final Reach reach;
    private final List<AcceptedSkip> accepted;

    /** As below, with nothing that a team has accepted. */
    Docket(List<Claim> claims, Set<String> selected, Stack stack, Reach reach) {
        this(claims, selected, stack, reach, List.of());
    }

    /**
     * Draws it up.
     *
     * @param selected ids of the claims that were asked for, with their grounds
     * @param accepted what a team has accepted not to know for a while
     */
    Docket(List<Claim> claims, Set<String> selected, Stack stack, Reach reach, List<AcceptedSkip> accepted) {
        this.selected = Set.copyOf(selected);
        this.stack = stack;
        this.reach = reach;
        this.accepted = List.copyOf(accepted);
        for (Claim claim : claims) {
            if (claim instanceof Claim.OfComponent) {
                stack.components().forEach(component -> enter(claim, component, subject(component)));
            } else {
                enter(claim, null, STACK);
            }
        }
    }

    private void enter(Claim claim, @Nullable Component component, String subject) {
        entries.add(new Entry(claim, component, subject, skip(claim, component, subject)));
    }

    private @Nullable Skipped skip(Claim claim, @Nullable Component component, String subject) {
        if (!selected.contains(claim.id())) {
            return new Skipped(SkipReason.NOT_ASKED, "");
        }
        for (AcceptedSkip one : accepted) {
            if (one.covers(claim.id(), subject)) {
                return new Skipped(SkipReason.ACCEPTED, one.why());
            }
        }
        if (!reach.allows(claim.terms().level())) {
            return new Skipped(
                    SkipReason.LEVEL, "needs " + claim.terms().level().word());
        }
        return claim.terms().needs().stream()
                .filter(need -> component != null && !need.isMet(component, stack, reach))
                .map(Need::words)
                .map(words -> new Skipped(SkipReason.NEED, words))
                .findFirst()
                .orElse(null);
    }

    /** The component's name, with its namespace where another has the same. */
    private String subject(Component component) {
        boolean alone = stack.components().stream()
                .allMatch(other -> other.equals(component) || !other.name().equals(component.name()));
        return alone ? component.name() : component.namespace() + "/" + component.name();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** All entries, in the order of the catalogue but for those that wait for later ones. */
    List<Entry> eachAfterThoseItWaitsFor() {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> switch (entry.concurrency()) {
                    case WAITING, SHARED -> 0;
                    case MEASURING -> 1;
                    case EXCLUSIVE -> 2;
                }))
                .toList();
    }

    /** The entries that one stands on: about the same component, or about the stack; for the stack, about each. */
    List<Entry> groundsOf(Entry entry) {
        return entries.stream()
                .filter(ground -> entry.claim().terms().grounds().contains(ground.id()))
                .filter(ground -> entry.component() == null
                        || ground.component() == null
                        || entry.component().equals(ground.component()))
                .toList();
    }

    /** True if two entries are about the same component; one about the stack is about each of them. */
    boolean areOfOne(Entry one, Entry other) {
        return one.component() == null
                || other.component() == null
                || one.component().equals(other.component());
    }

    /**
     * The entries that must have ended before this one begins, whatever they came to: who measures waits for all who ask,
     * who changes what others see waits for all others, and each of both for its like.
     */
    List<Entry> earlierThan(Entry entry) {
        return switch (entry.concurrency()) {
            case WAITING, SHARED -> List.of();
            case MEASURING -> upTo(entry, Set.of(Concurrency.SHARED));
            case EXCLUSIVE -> upTo(entry, Set.of(Concurrency.WAITING, Concurrency.SHARED, Concurrency.MEASURING));
        };
    }

    /** All entries of these kinds, and the earlier ones of its own. */
    private List<Entry> upTo(Entry entry, Set<Concurrency> kinds) {
        List<Entry> earlier = new ArrayList<>();
        boolean before = true;
        for (Entry other : entries) {
            if (other.equals(entry)) {
                before = false;
            } else if (kinds.contains(other.concurrency()) || (before && other.concurrency() == entry.concurrency())) {
                earlier.add(other);
            }
        }
        return earlier;
    }
}
