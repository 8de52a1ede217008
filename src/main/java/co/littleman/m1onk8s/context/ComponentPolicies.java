// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.network.PolicyRules;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.stack.Component;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What network policies say of connections to the pods of a component's workload. */
public final class ComponentPolicies {
    private final RunContext stack;
    private final Component component;
    private final Map<String, String> podLabels;

    ComponentPolicies(RunContext stack, Component component) {
        this.stack = stack;
        this.component = component;
        this.podLabels = Objects.requireNonNull(component.workload()).podLabels();
    }

    /**
     * The policies themselves.
     *
     * @throws CheckFailedException if they may not be read
     */
    public PolicyRules rules() {
        return new PolicyRules(stack.live().networkPolicies(component.namespace()), podLabels);
    }

    /** The policies; none if we may not know them. */
    private PolicyRules known() {
        try {
            return rules();
        } catch (CheckFailedException unknown) {
            return new PolicyRules(List.of(), podLabels);
        }
    }

    /**
     * A pod with these labels, as policies see it.
     *
     * @throws CheckFailedException if the labels of its namespace may not be read
     */
    public PolicyRules.Client client(String namespace, Map<String, String> labels) {
        return new PolicyRules.Client(namespace, stack.live().namespaceLabels(namespace), labels);
    }

    /**
     * Requires that our client pod in that namespace may get through.
     *
     * @throws CheckSkippedException NEED if policies let others in, and not us: what we see would say nothing
     */
    void requireLetIn(String from) {
        PolicyRules rules = known();
        if (rules.names().isEmpty() || !rules.allowAnybody()) {
            return;
        }
        PolicyRules.Client us = client(from, stack.settings().scope().clientLabels());
        boolean kept = component.podPorts().stream()
                .anyMatch(ports -> rules.access(us, component.namespace(), ports) == PolicyRules.Access.DENIED);
        if (kept) {
            throw new CheckSkippedException(
                    SkipReason.REQUIREMENT,
                    "a client%s that network policy %s lets in; --client-labels gives it labels"
                            .formatted(
                                    from.equals(component.namespace()) ? "" : " in namespace " + from,
                                    String.join(", ", rules.names())));
        }
    }
}
