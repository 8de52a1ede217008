// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.lease.Inventory;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a namespace held before a run and after it, and tells what the run's own checks account for. */
public final class NamespaceDiff {
    private final Stack stack;
    private final boolean applied;
    private final Set<String> disrupting;

    /**
     * Of a run on a stack.
     *
     * @param applied true if the run has applied the manifests
     * @param catalogue the checks of the run, some of which disturb pods
     */
    public NamespaceDiff(Stack stack, boolean applied, Catalogue catalogue) {
        this.stack = stack;
        this.applied = applied;
        this.disrupting = catalogue.all().stream()
                .filter(check -> check.info().level() == Level.DISRUPT)
                .map(Check::id)
                .collect(Collectors.toSet());
    }

    /** The facts of a namespace; what another run of ours had left there before counts for nothing. */
    public NamespaceChanges of(String namespace, Inventory before, Inventory after, List<Verdict> verdicts) {
        boolean disrupted = verdicts.stream()
                .anyMatch(verdict -> disrupting.contains(verdict.check()) && verdict.outcome() != Outcome.SKIPPED);
        List<String> expected = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        Stream.concat(before.entries().keySet().stream(), after.entries().keySet().stream())
                .distinct()
                .forEach(title -> {
                    Inventory.Entry was = before.entries().get(title);
                    Inventory.Entry is = after.entries().get(title);
                    String difference = difference(title, was, is);
                    if (!difference.isEmpty()) {
                        Inventory.Entry one = Objects.requireNonNull(is == null ? was : is);
                        (isOwnDoing(namespace, one, disrupted) ? expected : unexpected).add(difference);
                    }
                });
        return new NamespaceChanges(namespace, words(before), words(after), expected, unexpected, after.unseen());
    }

    private static String difference(String title, Inventory.@Nullable Entry was, Inventory.@Nullable Entry is) {
        if (was == null || is == null) {
            boolean leftover = is == null && was != null && was.ours();
            return leftover ? "" : title + (was == null ? " was added" : " is gone");
        }
        if (!was.uid().equals(is.uid())) {
            return title + " is another one of that name";
        }
        return was.generation() == is.generation()
                ? ""
                : "%s was changed (generation %d, then %d)".formatted(title, was.generation(), is.generation());
    }

    /** Disrupting checks replace pods of the stack, and applying changes what the manifests name. */
    private boolean isOwnDoing(String namespace, Inventory.Entry entry, boolean disrupted) {
        if (entry.ours()) {
            return false;
        }
        return entry.kind().equals("Pod")
                ? (disrupted || applied) && isOfTheStack(namespace, entry.name())
                : applied
                        && stack.manifests().stream()
                                .anyMatch(manifest -> namespace.equals(manifest.namespace())
                                        && entry.title().equals(manifest.kind() + " " + manifest.name()));
    }

    private boolean isOfTheStack(String namespace, String pod) {
        return stack.workloads(namespace).stream()
                .anyMatch(workload ->
                        workload.hasController() ? pod.startsWith(workload.name() + "-") : pod.equals(workload.name()));
    }

    private static List<String> words(Inventory inventory) {
        return inventory.entries().values().stream()
                .map(Inventory.Entry::toString)
                .toList();
    }
}
