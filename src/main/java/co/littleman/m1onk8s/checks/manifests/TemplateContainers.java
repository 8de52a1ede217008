// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The containers that a template declares, told apart from those that others inject into its pods. */
public final class TemplateContainers {
    private TemplateContainers() {}

    /** All of the template's: those that only begin it as well. */
    public static List<Container> of(Workload workload) {
        return all(workload.template().getSpec());
    }

    /** The same containers as a live pod has them. */
    public static List<Container> in(Pod pod, Workload workload) {
        Set<String> names = of(workload).stream().map(Container::getName).collect(Collectors.toSet());
        return all(pod.getSpec()).stream()
                .filter(container -> names.contains(container.getName()))
                .toList();
    }

    private static List<Container> all(@Nullable PodSpec spec) {
        return spec == null
                ? List.of()
                : Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                        .toList();
    }
}
