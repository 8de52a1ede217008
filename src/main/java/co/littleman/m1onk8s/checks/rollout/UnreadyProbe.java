// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why the pods of a rollout are not ready: what the kubelet last heard from a startup or readiness probe. */
final class UnreadyProbe {
    private UnreadyProbe() {}

    /** The finding, with what the first probe that fails said. */
    static Finding in(Finding finding, ComponentContext it) {
        for (Pod pod : LivePods.of(it)) {
            List<Event> events = it.view().events(pod);
            for (Container container : pod.getSpec().getContainers()) {
                Optional<Event> last = last(events, container.getName());
                if (last.isPresent() && !isReady(pod, container.getName())) {
                    return with(
                            finding,
                            it,
                            pod,
                            container,
                            String.valueOf(last.get().getMessage()));
                }
            }
        }
        return finding;
    }

    private static Finding with(Finding finding, ComponentContext it, Pod pod, Container container, String said) {
        String secret = it.stack().hidden(it.namespace());
        Probe probe = said.startsWith("Startup") ? container.getStartupProbe() : container.getReadinessProbe();
        Finding told = finding.detail("the kubelet", secret == null ? said : said.replace(secret, "***"));
        return ProbeWords.explained(
                told.likely().isEmpty() ? told.likely(ProbeWords.likely(said)) : told,
                it,
                pod,
                container,
                command(probe));
    }

    static Optional<Event> last(List<Event> events, String container) {
        return events.stream()
                .filter(event -> "Unhealthy".equals(event.getReason())
                        && String.valueOf(event.getInvolvedObject().getFieldPath())
                                .endsWith("{" + container + "}")
                        && !String.valueOf(event.getMessage()).startsWith("Liveness"))
                .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())));
    }

    private static boolean isReady(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .anyMatch(ContainerStatus::getReady);
    }

    private static List<String> command(@Nullable Probe probe) {
        return Stream.ofNullable(probe)
                .map(Probe::getExec)
                .filter(exec -> exec != null)
                .flatMap(exec -> exec.getCommand().stream())
                .toList();
    }
}
