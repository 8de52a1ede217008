package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
     * @param subject what verdicts call it
     */
    record Entry(Claim claim, @Nullable Component component, String subject) {}

    private final List<Entry> entries = new ArrayList<>();

    Docket(List<Claim> claims, Stack stack) {
        for (Claim claim : claims) {
            if (claim instanceof Claim.OfComponent) {
                stack.components()
                        .forEach(component -> entries.add(new Entry(claim, component, subject(component, stack))));
            } else {
                entries.add(new Entry(claim, null, STACK));
            }
        }
    }

    /** The component's name, with its namespace where another has the same. */
    private static String subject(Component component, Stack stack) {
        boolean alone = stack.components().stream()
                .allMatch(other -> other.equals(component) || !other.name().equals(component.name()));
        return alone ? component.name() : component.namespace() + "/" + component.name();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries that one stands on: about the same component, or about the stack. */
    List<Entry> groundsOf(Entry entry) {
        return entry.claim().grounds().stream()
                .map(id -> find(id, entry.component()).or(() -> find(id, null)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Entry> find(String id, @Nullable Component component) {
        return entries.stream()
                .filter(entry -> entry.claim().id().equals(id) && Objects.equals(entry.component(), component))
                .findFirst();
    }
}
