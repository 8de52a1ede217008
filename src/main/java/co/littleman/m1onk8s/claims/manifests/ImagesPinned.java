package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.ImageName;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Optional;

/** Reads the image names of the template; that pods run just these is a claim of its own. */
public final class ImagesPinned implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "images-pinned",
                    Level.OBSERVE,
                    "Every declared container names its image by a digest, or by a tag that is not latest.",
                    "The next pod may run another version than the last one, and nobody changed anything.")
            .needing(Need.WORKLOAD)
            .after(ManifestsAccepted.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Findings.none(findings(it.workload()));
    }

    static List<Finding> findings(Workload workload) {
        return DeclaredContainers.of(workload).stream()
                .flatMap(container -> finding(container, workload).stream())
                .toList();
    }

    private static Optional<Finding> finding(Container container, Workload workload) {
        String image = container.getImage() == null ? "" : container.getImage();
        if (ImageName.of(image).isPinned()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.IMAGE_NOT_PINNED,
                        "Container %s of %s %s runs whatever %s means that day."
                                .formatted(container.getName(), workload.kind(), workload.name(), image))
                .expected("a digest, or a tag that is not latest")
                .fact("image", image, workload.file())
                .next("kubectl -n %s get %s -o wide".formatted(workload.namespace(), workload.reference())));
    }
}
