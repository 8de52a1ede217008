// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.k3s.EphemeralCluster;
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
        return new EphemeralCluster((Target.Ephemeral) target, settings.timeouts(), run, phases, progress).start();
    }
}
