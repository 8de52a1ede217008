package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.ImageName;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between a template and its pods stands admission, which may change both; with the rollout complete no old pod is left. */
public final class PodsAsDeclared implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pods-as-declared",
                    Level.OBSERVE,
                    "Each pod has the containers that the manifests declare, with just those images.",
                    "What runs is not what was tested: something put another image in its place.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Findings.none(it.pods().stream()
                .flatMap(pod -> findings(it.workload(), pod).stream())
                .toList());
    }

    static List<Finding> findings(Workload workload, Pod pod) {
        Map<String, String> images = DeclaredContainers.in(pod, workload).stream()
                .collect(Collectors.toMap(Container::getName, container -> image(container.getImage())));
        return DeclaredContainers.of(workload).stream()
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
                .fact("declared", wanted, workload.file())
                .fact("live", live == null ? "no such container" : live, "pod " + name)
                .likely("a change by hand, or an admission webhook that rewrites pods")
                .next("kubectl -n %s get pod %s -o yaml".formatted(workload.namespace(), name)));
    }

    private static String image(@Nullable String image) {
        return image == null ? "" : image;
    }
}
