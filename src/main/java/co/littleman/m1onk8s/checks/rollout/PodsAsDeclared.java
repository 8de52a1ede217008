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
import co.littleman.m1onk8s.stack.ImageName;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Between a template and its pods stands admission, which may change both; with the rollout complete no old pod is
 * left.
 */
public final class PodsAsDeclared implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pods-as-declared",
                    Level.OBSERVE,
                    "Each pod has the containers that the manifests declare, with just those images.",
                    "What runs is not what was tested: something put another image in its place.")
            .requiring(Requirement.WORKLOAD)
            .after(RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ManifestFindings.none(it.pods().stream()
                .flatMap(pod -> findings(it.workload(), pod).stream())
                .toList());
    }

    public static List<Finding> findings(Workload workload, Pod pod) {
        Map<String, String> images = TemplateContainers.in(pod, workload).stream()
                .collect(Collectors.toMap(Container::getName, container -> image(container.getImage())));
        return TemplateContainers.of(workload).stream()
                .flatMap(container -> finding(container, images.get(container.getName()), workload, pod).stream())
                .toList();
    }

    private static Optional<Finding> finding(Container declared, @Nullable String live, Workload workload, Pod pod) {
        String wanted = image(declared.getImage());
        if (live != null && ImageName.of(wanted).isRunBy(ImageName.of(live))) {
            return Optional.empty();
        }
        String name = pod.getMetadata().getName();
        return Optional.of(Finding.of(
                        Cause.DRIFTED,
                        live == null
                                ? "Pod %s has no container %s.".formatted(name, declared.getName())
                                : "Container %s of pod %s runs another image than declared."
                                        .formatted(declared.getName(), name))
                .detail("declared", wanted, workload.file())
                .detail("live", live == null ? "no such container" : live, "pod " + name)
                .likely("a change by hand, or an admission webhook that rewrites pods")
                .next("kubectl -n %s get pod %s -o yaml".formatted(workload.namespace(), name)));
    }

    private static String image(@Nullable String image) {
        return image == null ? "" : image;
    }
}
