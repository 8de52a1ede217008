// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.stack.Component;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the client pods of a run early: a pod takes a second or two to start, time that the rollout takes as well. */
final class ClientPodStart {
    private final Set<String> namespaces;
    private final RunContext context;

    ClientPodStart(ExecutionPlan plan, RunContext context) {
        this.context = context;
        this.namespaces = plan.entries().stream()
                .filter(entry -> entry.skip() == null
                        && entry.check().info().requirements().contains(Requirement.CLIENT_POD))
                .map(ExecutionPlan.PlannedCheck::component)
                // A check of the whole stack has none; it starts its client pod when it asks for it.
                .filter(Objects::nonNull)
                .map(Component::namespace)
                .collect(Collectors.toSet());
    }

    void start() {
        namespaces.forEach(this::start);
    }

    private void start(String namespace) {
        try {
            context.clientPod(namespace, namespace);
        } catch (CheckFailedException e) {
            // The check that needs the pod will ask again, and say what stands in the way.
        }
    }
}
