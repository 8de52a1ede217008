// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import java.util.Map;

/**
 * The cluster that a run used, for its report.
 *
 * @param kind {@code ephemeral}, {@code kept} or {@code existing}
 * @param context how it was named; empty for a cluster of the run's own
 * @param uid uid of its namespace kube-system; empty if it was not asked for, or may not be read
 * @param user who the run was there; empty if it was not asked for
 * @param level the level in force, such as {@code observe}; empty if nothing was judged
 * @param images for each container the image that ran; of a cluster of the run's own also the image set, its reason and
 *     the node's image
 */
public record ClusterFacts(
        String kind,
        String context,
        String server,
        String uid,
        String user,
        String version,
        String level,
        Map<String, String> images) {
    public static final ClusterFacts NONE = new ClusterFacts("none", "", "", Map.of());

    /** Of a cluster of which no more is known. */
    public ClusterFacts(String kind, String server, String version, Map<String, String> images) {
        this(kind, "", server, "", "", version, "", images);
    }
}
