// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Out of the Service is soon mended; a restart throws away all that a store holds in its memory. */
public final class LivenessWaitsLonger implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "liveness-waits-longer",
                    Level.OBSERVE,
                    "A store's liveness probe is more patient than its readiness probe.",
                    "A store that is only busy is restarted, and loses its data, where it should leave the Service.")
            .requiring(Requirement.STORE)
            .after(ManifestsAccepted.INFO);

    /** Where a manifest does not say (Kubernetes API, Probe). */
    private static final int USUAL_PERIOD = 10;

    private static final int USUAL_FAILURES = 3;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ManifestFindings.none(
                finding(it.workload(), it.component().store().orElseThrow().container()).stream()
                        .toList());
    }

    static Optional<Finding> finding(Workload workload, Container store) {
        Optional<Duration> liveness = patience(store.getLivenessProbe());
        Optional<Duration> readiness = patience(store.getReadinessProbe());
        if (liveness.isEmpty() || readiness.isEmpty() || liveness.get().compareTo(readiness.get()) > 0) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        Cause.LIVENESS_IMPATIENT,
                        "Container %s of %s %s is restarted after %d s without an answer, and leaves its Services after %d s."
                                .formatted(
                                        store.getName(),
                                        workload.kind(),
                                        workload.name(),
                                        liveness.get().toSeconds(),
                                        readiness.get().toSeconds()))
                .expected("a liveness probe that gives up later than the readiness probe")
                .detail("liveness", words(store.getLivenessProbe()), workload.file())
                .detail("readiness", words(store.getReadinessProbe()), workload.file())
                .likely("one probe was copied from the other; a higher failureThreshold makes liveness more patient")
                .next("kubectl -n %s describe %s".formatted(workload.namespace(), workload.reference())));
    }

    /** How long a container may fail until the kubelet acts; empty without a probe, which never acts. */
    private static Optional<Duration> patience(@Nullable Probe probe) {
        return Optional.ofNullable(probe).map(found -> Duration.ofSeconds((long) period(found) * failures(found)));
    }

    private static String words(@Nullable Probe probe) {
        return probe == null ? "none" : "every %d s, %d failures".formatted(period(probe), failures(probe));
    }

    private static int period(Probe probe) {
        return probe.getPeriodSeconds() == null ? USUAL_PERIOD : probe.getPeriodSeconds();
    }

    private static int failures(Probe probe) {
        return probe.getFailureThreshold() == null ? USUAL_FAILURES : probe.getFailureThreshold();
    }
}
