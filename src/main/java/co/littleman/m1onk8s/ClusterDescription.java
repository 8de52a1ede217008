// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.access.ClusterSession;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import java.util.Map;
import java.util.TreeMap;

/** Describes the cluster of a run for its report. */
final class ClusterDescription {
    private ClusterDescription() {}

    /** What is known before the run is admitted: one that is not admitted has reached a cluster as well. */
    static ClusterFacts of(Settings settings, Cluster cluster) {
        String context = settings.target() instanceof Target.Shared shared ? shared.context() : "";
        return new ClusterFacts(cluster.kind(), context, cluster.server(), "", "", cluster.version(), "", Map.of());
    }

    /**
     * What is known of a run that was admitted.
     *
     * @param ran for each container the image that ran
     */
    static ClusterFacts of(Settings settings, Cluster cluster, ClusterSession session, Map<String, String> ran) {
        Map<String, String> images = new TreeMap<>(ran);
        if (settings.target() instanceof Target.Ephemeral) {
            // An existing cluster has its own images.
            images.put("set", settings.images().used());
            images.put("reason", settings.images().reason());
            images.put("node", cluster.nodeImage());
        }
        return new ClusterFacts(
                cluster.kind(),
                session.context(),
                cluster.server(),
                session.uid(),
                session.user(),
                cluster.version(),
                session.level().word(),
                images);
    }
}
