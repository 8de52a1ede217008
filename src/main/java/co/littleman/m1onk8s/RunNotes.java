// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import java.io.UncheckedIOException;
import java.util.List;

/** What a run says before it begins to check. */
final class RunNotes {
    private final Settings settings;
    private final ReportDirectory report;
    private final Progress progress;

    RunNotes(Settings settings, ReportDirectory report, Progress progress) {
        this.settings = settings;
        this.report = report;
        this.progress = progress;
    }

    /** Which manifests and images, and how it got the manifests. */
    void begin(RunId run, List<String> ofTheStack) {
        progress.note("run %s of %s"
                .formatted(
                        run,
                        settings.manifests().equals(Settings.STANDARD_INPUT)
                                ? "the standard input"
                                : settings.manifests().toString()));
        ofTheStack.forEach(progress::note);
        if (settings.target() instanceof Target.Ephemeral ephemeral) {
            progress.note("images: %s, because %s"
                    .formatted(settings.images().used(), settings.images().reason()));
            progress.note("node:   %s".formatted(ephemeral.nodeImage()));
            settings.overrides()
                    .byName()
                    .forEach((name, image) -> progress.note("image:  %s runs as %s".formatted(name, image)));
        }
    }

    /** How to look into a cluster that the run leaves behind. */
    void reached(Cluster cluster) {
        if (cluster.isKept()) {
            try {
                progress.note(
                        "kept:   look inside with KUBECONFIG=%s kubectl …, remove it with scripts/verify --drop-kept"
                                .formatted(report.writeKubeconfig(cluster.kubeconfig())));
            } catch (UncheckedIOException e) {
                progress.note("warning:   the kubeconfig of the kept cluster could not be written: %s"
                        .formatted(e.getMessage()));
            }
        }
    }
}
