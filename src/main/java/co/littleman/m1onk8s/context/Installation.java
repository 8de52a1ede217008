// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.apply.Applied;
import co.littleman.m1onk8s.apply.Applier;
import co.littleman.m1onk8s.apply.Change;
import co.littleman.m1onk8s.apply.Deletion;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What this run installed, and may therefore remove. */
final class Installation {
    private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet");

    private final boolean applies;
    private final Stack stack;
    private final Cluster cluster;
    private final Phases phases;
    private final Progress progress;
    private final List<Applied> applied = new CopyOnWriteArrayList<>();

    Installation(boolean applies, Stack stack, Cluster cluster, Phases phases, Progress progress) {
        this.applies = applies;
        this.stack = stack;
        this.cluster = cluster;
        this.phases = phases;
        this.progress = progress;
    }

    /** Installs the manifests; only asks what would come of it if the stack is to be judged as it is. */
    void apply() {
        if (!applies) {
            new Applier(cluster).wouldApply(stack.manifests(), this::warn);
            return;
        }
        applied.addAll(phases.time("apply", () -> new Applier(cluster).apply(stack.manifests())));
        progress.note(applied.stream()
                .map(one -> "%s %s"
                        .formatted(one.manifest().title(), one.change().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", ")));
        applied.forEach(one -> warn(one.manifest(), one.warnings()));
    }

    /** The API server takes the object all the same, so it is for people to judge. */
    private void warn(Manifest manifest, List<String> warnings) {
        warnings.stream()
                .distinct()
                .forEach(warning -> progress.note("warning:   %s (%s): the API server says: %s"
                        .formatted(manifest.title(), manifest.file(), warning)));
    }

    /**
     * True if the stack's namespaces are this run's own, and end with it: only then may they be deleted. A cluster
     * that was there before, or is kept, is somebody's.
     */
    boolean madeItsNamespaces() {
        Set<String> made = applied.stream()
                .filter(one ->
                        one.change() == Change.CREATED && one.manifest().kind().equals("Namespace"))
                .map(one -> one.manifest().name())
                .collect(Collectors.toSet());
        return cluster.isOurs() && !cluster.isKept() && !made.isEmpty() && made.containsAll(stack.namespaces());
    }

    /**
     * True if this run has installed the workload as it is, and it can be scaled: a DaemonSet cannot, and its
     * controller waits longer after each pod that fails. What was there before, on a cluster of others, is not ours to
     * stop.
     */
    boolean mayStop(Workload workload) {
        return SCALED.contains(workload.kind())
                && applied.stream()
                        .anyMatch(one -> one.manifest().equals(stack.manifest(workload))
                                && (cluster.isOurs() || one.change() != Change.UNCHANGED));
    }

    /** Applies the workload once more, with 0 replicas: by the same hand, so that the next apply undoes it. */
    void stop(Workload workload) {
        new Applier(cluster).applyScaledToZero(stack.manifest(workload));
        progress.note("%s %s scaled to 0: it made pods without end".formatted(workload.kind(), workload.name()));
    }

    /**
     * Deletes all that this run's apply created, and waits until it is gone; the client pods go with their namespaces.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException LEFT_BEHIND naming what does not go
     */
    void remove(Duration budget) {
        new Deletion(cluster)
                .remove(
                        applied.stream()
                                .filter(one -> one.change() == Change.CREATED)
                                .map(Applied::manifest)
                                .toList(),
                        budget);
    }
}
