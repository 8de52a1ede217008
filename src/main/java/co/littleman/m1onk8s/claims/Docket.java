package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be judged: each claim about the stack once, each claim about a component once for each. */
final class Docket {
    /** Stands for the component in verdicts about the stack as a whole. */
    static final String STACK = "stack";

    /**
     * One claim about one subject.
     *
     * @param component null for the stack as a whole
     */
    record Entry(Claim claim, @Nullable Component component) {
        String subject() {
            return component == null ? STACK : component.name();
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    Docket(List<Claim> claims, Stack stack) {
        for (Claim claim : claims) {
            if (claim instanceof Claim.OfComponent) {
                stack.components().forEach(component -> entries.add(new Entry(claim, component)));
            } else {
                entries.add(new Entry(claim, null));
            }
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries that one stands on: about the same component, or about the stack. */
    List<Entry> groundsOf(Entry entry) {
        return entry.claim().grounds().stream()
                .map(id -> find(id, entry.subject()).or(() -> find(id, STACK)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Entry> find(String id, String subject) {
        return entries.stream()
                .filter(entry ->
                        entry.claim().id().equals(id) && entry.subject().equals(subject))
                .findFirst();
    }
}
