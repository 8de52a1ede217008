// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.engine.NamespaceDiff;
import co.littleman.m1onk8s.lease.Inventory;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.Preflight;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the namespaces of a run held before it and hold after it, if they are still there when the run is over. */
final class NamespaceWatch {
    private final Settings settings;
    private final Stack stack;
    private final Cluster cluster;
    private final Preflight preflight;
    private final Level level;
    private final Map<String, Inventory> before;

    private NamespaceWatch(Settings settings, Stack stack, Cluster cluster, Preflight preflight, Level level) {
        this.settings = settings;
        this.stack = stack;
        this.cluster = cluster;
        this.preflight = preflight;
        this.level = level;
        this.before = inventories();
    }

    /** Looks at each namespace in which the run may create something. */
    static NamespaceWatch begin(Settings settings, Stack stack, Cluster cluster, Preflight preflight, Level level) {
        return new NamespaceWatch(settings, stack, cluster, preflight, level);
    }

    /** The changes since then; none, with a warning, if the namespaces cannot be listed any more. */
    List<NamespaceChanges> end(Catalogue catalogue, List<Verdict> verdicts, Progress progress) {
        List<NamespaceChanges> changes = new ArrayList<>();
        try {
            NamespaceDiff diff = new NamespaceDiff(stack, settings.apply() && level.allows(Level.INSTALL), catalogue);
            inventories()
                    .forEach((namespace, held) -> changes.add(
                            diff.of(namespace, Objects.requireNonNull(before.get(namespace)), held, verdicts)));
        } catch (CheckFailedException e) {
            progress.note("warning:   what the namespaces hold now is not known: "
                    + e.finding().reason());
        }
        return changes;
    }

    private Map<String, Inventory> inventories() {
        Map<String, Inventory> all = new TreeMap<>();
        if (settings.target() instanceof Target.Shared && level.allows(Level.PROBE)) {
            settings.scope()
                    .places(stack.namespaces())
                    .forEach(namespace ->
                            all.put(namespace, Inventory.of(cluster, namespace, kind -> mayList(namespace, kind))));
        }
        return all;
    }

    private boolean mayList(String namespace, Inventory.Kind kind) {
        return preflight.may(new Permission(namespace, kind.group(), kind.resource(), "", List.of("list")));
    }
}
