// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.Rbac;
import co.littleman.m1onk8s.rbac.RbacCommand;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a run must be allowed to do: what its level needs, its component kinds, and its checks by themselves. */
public final class RunPermissions {
    private final Settings settings;
    private final Stack stack;
    private final Catalogue catalogue;

    /**
     * For a run with these settings and checks.
     *
     * @throws SettingsException if the manifests cannot be read
     */
    public static RunPermissions of(Settings settings, Catalogue catalogue) {
        return new RunPermissions(settings, Stack.read(settings, Kinds.all()), catalogue);
    }

    RunPermissions(Settings settings, Stack stack, Catalogue catalogue) {
        this.settings = settings;
        this.stack = stack;
        this.catalogue = catalogue;
    }

    /** Without these a run at a level cannot judge all. */
    List<Permission> required(Level level) {
        return Stream.concat(
                        RequiredPermissions.required(level, stack, settings.scope(), ofKinds()).stream(),
                        ofChecks(level).stream())
                .toList();
    }

    /**
     * The smallest set of rights for a run at a level, as YAML for {@code kubectl apply -f -}: a ServiceAccount, Roles,
     * and a ClusterRole if it must be.
     */
    public String yaml(Level level) {
        List<Permission> all = Stream.concat(
                        RequiredPermissions.of(level, stack, settings.scope(), ofKinds()).stream(),
                        ofChecks(level).stream())
                .toList();
        return Rbac.yaml(all, new TreeSet<>(stack.namespaces()).first());
    }

    /** What prints the same; the command knows only the checks of this project. */
    String command(Level level) {
        return ofChecks(level).isEmpty()
                ? RbacCommand.of(settings, level)
                : "RunPermissions.of(settings, catalogue).yaml(Level.%s)".formatted(level);
    }

    private List<Permission> ofKinds() {
        return Kinds.all().permissions(settings, stack.namespaces());
    }

    private List<Permission> ofChecks(Level level) {
        return catalogue.permissions(catalogue.select(settings.checks()), level, stack.namespaces());
    }
}
