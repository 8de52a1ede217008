// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.Pluralize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The smallest set of rights with which a run on a stack can judge all that its level lets it judge. */
public final class RequiredPermissions {
    private static final String CORE = "";

    /** Which cluster this is: the uid of this namespace is the cluster's. */
    private static final Permission WHICH_CLUSTER =
            new Permission("kube-system", CORE, "namespaces", "kube-system", List.of("get"));

    private final List<Permission> rights = new ArrayList<>();
    private final Stack stack;

    private RequiredPermissions(Stack stack) {
        this.stack = stack;
    }

    /** As below, for a run whose component kinds need none of their own. */
    public static List<Permission> required(Level level, Stack stack, Scope scope) {
        return required(level, stack, scope, List.of());
    }

    /** Without these a run at a level cannot judge all. */
    public static List<Permission> required(Level level, Stack stack, Scope scope, Collection<Permission> ofKinds) {
        return of(level, stack, scope, ofKinds).stream()
                .filter(right -> level.allows(Level.TALK) || !right.equals(WHICH_CLUSTER))
                .toList();
    }

    /** As below, for a run whose component kinds need none of their own. */
    public static List<Permission> of(Level level, Stack stack, Scope scope) {
        return of(level, stack, scope, List.of());
    }

    /**
     * Those that are printed for a run, one for each resource, in the order of the levels that need them first. Who
     * only observes may do so without knowing which cluster it is; with these, the run says it.
     *
     * @param ofKinds what component kinds need from level talk up
     */
    public static List<Permission> of(Level level, Stack stack, Scope scope, Collection<Permission> ofKinds) {
        RequiredPermissions all = new RequiredPermissions(stack);
        Set<String> namespaces = new TreeSet<>(stack.namespaces());
        namespaces.forEach(all::observe);
        stack.manifests().forEach(all::read);
        all.rights.add(WHICH_CLUSTER);
        if (level.allows(Level.TALK)) {
            namespaces.forEach(all::talk);
            ofKinds.forEach(all::add);
        }
        if (level.allows(Level.PROBE)) {
            // Whether a policy lets the client pod in.
            namespaces.forEach(namespace -> all.add(namespace, "networking.k8s.io", "networkpolicies", "", "list"));
            if (scope.peerNamespace() != null) {
                all.look(scope.peerNamespace());
                namespaces.add(scope.peerNamespace());
            }
            namespaces.forEach(all::probe);
        }
        if (level.allows(Level.INSTALL)) {
            stack.manifests().forEach(all::install);
        }
        return List.copyOf(all.rights);
    }

    private void observe(String namespace) {
        look(namespace);
        add(namespace, CORE, "pods/log", "", "get");
        add(namespace, CORE, "events", "", "list");
        add(namespace, "autoscaling", "horizontalpodautoscalers", "", "list");
        add(namespace, "policy", "poddisruptionbudgets", "", "list");
    }

    /** The namespace's own labels, and the live view of what is in it. */
    private void look(String namespace) {
        add(namespace, CORE, "namespaces", namespace, "get");
        add(namespace, CORE, "pods", "", "list", "watch");
        add(namespace, CORE, "services", "", "list", "watch");
        add(namespace, "discovery.k8s.io", "endpointslices", "", "list", "watch");
        Set<String> kinds = stack.components().stream()
                .map(Component::workload)
                .filter(workload -> workload != null && workload.hasController())
                .map(workload -> workload.kind())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String kind : kinds) {
            add(namespace, "apps", plural(kind), "", "list", "watch");
            if (kind.equals("Deployment")) {
                add(namespace, "apps", "replicasets", "", "list", "watch");
            }
        }
    }

    private void talk(String namespace) {
        // A port-forward is a GET that becomes a WebSocket; Kubernetes 1.35 and later ask for create as well.
        add(namespace, CORE, "pods/portforward", "", "get", "create");
        // RBAC cannot say by which name something may be created.
        add(namespace, "coordination.k8s.io", "leases", "", "create");
        add(namespace, "coordination.k8s.io", "leases", RunLeases.NAME, "get", "update", "delete");
    }

    /** One short-lived pod, whose name is the run's: RBAC cannot tell it from others. */
    private void probe(String namespace) {
        add(namespace, CORE, "pods", "", "get", "create", "patch", "delete");
        add(namespace, CORE, "pods/exec", "", "get", "create");
    }

    private void read(Manifest manifest) {
        object(manifest, "get");
    }

    /** A namespace that is not there yet cannot hold the Role that would let somebody create it. */
    private void install(Manifest manifest) {
        if (manifest.kind().equals("Namespace")) {
            object(manifest, "patch");
        } else {
            object(manifest, "patch", "create");
        }
    }

    private void object(Manifest manifest, String... verbs) {
        String version = manifest.apiVersion();
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : CORE;
        boolean itself = manifest.kind().equals("Namespace") && group.isEmpty();
        String namespace = itself ? manifest.name() : manifest.namespace();
        add(namespace == null ? "" : namespace, group, plural(manifest.kind()), manifest.name(), verbs);
    }

    private static String plural(String kind) {
        return Pluralize.toPlural(kind.toLowerCase(Locale.ROOT));
    }

    private void add(String namespace, String group, String resource, String name, String... verbs) {
        add(new Permission(namespace, group, resource, name, List.of(verbs)));
    }

    private void add(Permission right) {
        for (int i = 0; i < rights.size(); i++) {
            if (rights.get(i).isOfTheSame(right)) {
                rights.set(i, rights.get(i).and(right));
                return;
            }
        }
        rights.add(right);
    }
}
