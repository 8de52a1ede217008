// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ManifestFindings;
import co.littleman.m1onk8s.checks.manifests.TemplateContainers;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the scheduler and the kernel were told; from a live pod, since a LimitRange may have filled it in. */
public final class ResourcesDeclared implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "resources-declared",
                    Level.OBSERVE,
                    "Every declared container requests cpu and memory, and has a memory limit.",
                    "The node is filled beyond what it has, and the kernel picks whom to kill.")
            .requiring(Requirement.WORKLOAD)
            .after(RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        Optional<Pod> pod = it.pods().stream().findFirst();
        PodSpec spec = pod.map(Pod::getSpec)
                .orElse(Objects.requireNonNullElseGet(it.workload().template().getSpec(), PodSpec::new));
        ManifestFindings.none(findings(it.workload(), spec));
        pod.ifPresent(live -> it.note("QoS class " + live.getStatus().getQosClass()));
    }

    /** No limit of cpu is no mistake: it slows a container that could run. */
    static List<Finding> findings(Workload workload, PodSpec spec) {
        Set<String> declared =
                TemplateContainers.of(workload).stream().map(Container::getName).collect(Collectors.toSet());
        return Workload.longRunning(spec).stream()
                .filter(container -> declared.contains(container.getName()))
                .flatMap(container -> finding(container, spec.getResources(), workload).stream())
                .toList();
    }

    private static Optional<Finding> finding(
            Container container, @Nullable ResourceRequirements ofPod, Workload workload) {
        List<String> missing = new ArrayList<>();
        for (String resource : List.of("cpu", "memory")) {
            if (!requests(container.getResources(), resource) && !requests(ofPod, resource)) {
                missing.add("a request for " + resource);
            }
        }
        if (!limits(container.getResources(), "memory") && !limits(ofPod, "memory")) {
            missing.add("a limit of memory");
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.RESOURCES_MISSING,
                        "Container %s of %s %s lacks %s."
                                .formatted(
                                        container.getName(),
                                        workload.kind(),
                                        workload.name(),
                                        String.join(", ", missing)))
                .expected("requests for cpu and memory, and a limit of memory")
                .detail("declared", workload.reference(), workload.file())
                .next("kubectl -n %s describe %s".formatted(workload.namespace(), workload.reference())));
    }

    /** What has a limit and no request requests its limit. */
    private static boolean requests(@Nullable ResourceRequirements resources, String resource) {
        boolean asks = resources != null
                && resources.getRequests() != null
                && resources.getRequests().containsKey(resource);
        return asks || limits(resources, resource);
    }

    private static boolean limits(@Nullable ResourceRequirements resources, String resource) {
        return resources != null
                && resources.getLimits() != null
                && resources.getLimits().containsKey(resource);
    }
}
