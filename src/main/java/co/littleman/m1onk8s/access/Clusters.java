// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.k3s.EphemeralCluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;

/** The ways in, one type out. */
public final class Clusters {
    static {
        // Or fabric8 silently takes the user's current context.
        System.setProperty("kubernetes.disable.autoConfig", "true");
        // Or the JDK keeps a proxy's login to itself.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private Clusters() {}

    /**
     * Opens the cluster that the settings name.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException if it cannot be had; always INCONCLUSIVE
     * @throws co.littleman.m1onk8s.settings.SettingsException if the kubeconfig does not hold the context
     */
    public static Cluster open(Settings settings, RunId run, Phases phases, Progress progress) {
        Target target = settings.target();
        if (target instanceof Target.Existing existing) {
            return ExistingCluster.open(existing);
        }
        if (target instanceof Target.InCluster inCluster) {
            return ExistingCluster.open(inCluster);
        }
        if (target instanceof Target.Own own) {
            return ExistingCluster.open(own);
        }
        try {
            return new EphemeralCluster((Target.Ephemeral) target, settings.timeouts(), run, phases, progress).start();
        } catch (NoClassDefFoundError missing) {
            throw withoutTestcontainers(missing);
        }
    }

    /** Testcontainers is an optional dependency: a pod that checks its own cluster needs none. */
    private static CheckFailedException withoutTestcontainers(NoClassDefFoundError missing) {
        if (!String.valueOf(missing.getMessage()).matches("(org/testcontainers|com/github/dockerjava)/.*")) {
            throw missing;
        }
        return new CheckFailedException(
                Finding.of(
                                Cause.ENGINE_UNAVAILABLE,
                                "A k3s of the run's own needs Testcontainers, which is not on the class path.")
                        .seen(missing.toString())
                        .next(
                                "add org.testcontainers:testcontainers-k3s to the dependencies, or name an existing cluster (--context)"),
                missing);
    }
}
