// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.List;
import java.util.Optional;

/**
 * The clusters on which a run may do more than observe, as a team committed them.
 *
 * @param file where the list is, or would be, for messages
 */
public record AllowList(String file, List<AllowedCluster> clusters) {
    public AllowList {
        clusters = List.copyOf(clusters);
    }

    /** The entry of a cluster, by the uid of its namespace kube-system. */
    public Optional<AllowedCluster> find(String uid) {
        return clusters.stream().filter(cluster -> cluster.uid().equals(uid)).findFirst();
    }
}
