// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.ImageName;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Optional;

/** Reads the image names of the template; that pods run just these is a check of its own. */
public final class ImagesPinned implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "images-pinned",
                    Level.OBSERVE,
                    "Every declared container names its image by a digest, or by a tag that is not latest.",
                    "The next pod may run another version than the last one, and nobody changed anything.")
            .requiring(Requirement.WORKLOAD)
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ManifestFindings.none(findings(it.workload()));
    }

    static List<Finding> findings(Workload workload) {
        return TemplateContainers.of(workload).stream()
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
                .detail("image", image, workload.file())
                .next("kubectl -n %s get %s -o wide".formatted(workload.namespace(), workload.reference())));
    }
}
