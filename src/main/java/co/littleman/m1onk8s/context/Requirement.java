// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Stack;

/**
 * What a component must have for a check to be about it at all. Read from the manifests, before anything is asked.
 * Component kinds and users may have their own.
 *
 * @param words what is required, as a skipped check reports it, such as {@code a Service}
 * @param condition tells whether a component has it
 */
public record Requirement(String words, Condition condition) {
    public static final Requirement WORKLOAD =
            new Requirement("a workload", (component, stack, scope) -> component.workload() != null);

    /** Something that makes a pod again when it goes: a bare Pod, once deleted, is gone. */
    public static final Requirement CONTROLLER = new Requirement(
            "a controller",
            (component, stack, scope) ->
                    component.workload() != null && component.workload().hasController());

    /** Containers that are started again when they end: those of a bare Pod may not be. */
    public static final Requirement RESTARTS = new Requirement(
            "containers that are started again (restartPolicy: Always)",
            (component, stack, scope) ->
                    component.workload() != null && !component.workload().ends());

    public static final Requirement SERVICE = new Requirement(
            "a Service", (component, stack, scope) -> !component.services().isEmpty());

    /** A server that holds data. */
    public static final Requirement STORE = new Requirement(
            "a store", (component, stack, scope) -> component.store().isPresent());

    /** A store that is known to be one that has a single copy of its data, or several that it keeps alike. */
    public static final Requirement KNOWN_STORE = new Requirement(
            "a store of which it is known what it is for",
            (component, stack, scope) -> component
                    .store()
                    .filter(store -> store.data() != Server.Data.SOME)
                    .isPresent());

    /** A pod inside the cluster that can ask. */
    public static final Requirement CLIENT_POD = new Requirement(
            "an image with a shell and getent, named by --client-image",
            (component, stack, scope) -> scope.clientImage() != null
                    || stack.components().stream()
                            .anyMatch(other -> other.namespace().equals(component.namespace())
                                    && other.servers().stream().anyMatch(Server::hasTools)));

    /** Tells whether a component has what is required. */
    @FunctionalInterface
    public interface Condition {
        /** True if the check is about this component. */
        boolean isMet(Component component, Stack stack, Scope scope);
    }

    /** True if the check is about this component. */
    public boolean isMet(Component component, Stack stack, Scope scope) {
        return condition.isMet(component, stack, scope);
    }
}
