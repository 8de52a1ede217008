// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.ServerDetector;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The component kinds that there are: those of this project, and those that a user has put on the class path. */
public final class Kinds implements ServerDetector {
    private static final Kinds ALL =
            new Kinds(ServiceLoader.load(ComponentKind.class, ComponentKind.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());

    private final List<ComponentKind> kinds;

    /** Just these kinds. */
    public Kinds(List<ComponentKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** All kinds on the class path. */
    public static Kinds all() {
        return ALL;
    }

    /** Each of them. */
    public Stream<ComponentKind> stream() {
        return kinds.stream();
    }

    /** The kind of a server. */
    public Optional<ComponentKind> of(Server server) {
        return kinds.stream().filter(kind -> kind.name().equals(server.kind())).findFirst();
    }

    /** The kind that a component must run for this check to be about it; empty for a check that is about any. */
    public Optional<ComponentKind> requiredBy(Check check) {
        return kinds.stream()
                .filter(kind -> kind.checks().stream().anyMatch(own -> own.id().equals(check.id())))
                .filter(kind -> !kind.checksOfAnyComponent().contains(check.id()))
                .findFirst();
    }

    /** The servers that any kind detects, in the order of the containers. */
    @Override
    public List<Server> servers(Component component) {
        return kinds.stream()
                .flatMap(kind -> kind.servers(component).stream())
                .sorted(Comparator.comparingInt(server -> position(component, server)))
                .toList();
    }

    private static int position(Component component, Server server) {
        return component.workload() == null
                ? 0
                : component.workload().containers().indexOf(server.container());
    }

    /** The checks of all kinds without which a general check does not disturb a component. */
    public List<CheckInfo> beforeDisruption(CheckInfo general) {
        return kinds.stream()
                .flatMap(kind -> kind.beforeDisruption(general.id()).stream())
                .toList();
    }

    /** What all kinds hold for one run; of what must be hidden, that of the first kind that hides something. */
    public KindRun begin(Cluster cluster, Settings settings, boolean maySpeak) {
        List<KindRun> runs = kinds.stream()
                .map(kind -> kind.begin(cluster, settings, maySpeak))
                .toList();
        return new KindRun() {
            @Override
            public @Nullable String hidden(String namespace) {
                return runs.stream()
                        .map(run -> run.hidden(namespace))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public void join(RunContext context) {
                runs.forEach(run -> run.join(context));
            }
        };
    }

    /** The rights that the kinds need in these namespaces from level talk up. */
    public List<Permission> permissions(Settings settings, Collection<String> namespaces) {
        return namespaces.stream()
                .flatMap(namespace -> kinds.stream().flatMap(kind -> kind.permissions(settings, namespace).stream()))
                .toList();
    }

    /**
     * Deletes what killed runs have left in servers, as far as these are reached; else the lease remembers those runs.
     */
    public void deleteOrphans(RunContext context, RunLeases leases, Progress progress) {
        Set<RunId> left = leases.left();
        if (left.isEmpty()) {
            return;
        }
        List<String> problems = kinds.stream()
                .flatMap(kind -> kind.deleteOrphans(context, left, progress).stream())
                .toList();
        if (problems.isEmpty()) {
            leases.forget(left);
        } else {
            leases.keepsRemembering(problems.get(0));
        }
    }
}
