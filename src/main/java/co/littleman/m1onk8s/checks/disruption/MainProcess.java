// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.network.ContainerShell;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;

/** The main process of a container, and how to end it without more rights than a client has. */
final class MainProcess {
    private final ComponentContext it;
    private final Pod pod;
    private final String container;

    MainProcess(ComponentContext it, Pod pod, String container) {
        this.it = it;
        this.pod = pod;
        this.container = container;
    }

    /** Ends it: a server by its own command if its kind has one, all else by a signal; skips the check without either. */
    void end() {
        if (it.component().servers().stream()
                .filter(server -> server.container().getName().equals(container))
                .flatMap(server -> Kinds.all().of(server).stream())
                .anyMatch(kind -> kind.stop(it, pod))) {
            return;
        }
        ContainerShell shell = new ContainerShell(
                it.stack().cluster(), it.namespace(), pod.getMetadata().getName(), container);
        if (!shell.endsMainProcess()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a shell in container " + container);
        }
    }
}
