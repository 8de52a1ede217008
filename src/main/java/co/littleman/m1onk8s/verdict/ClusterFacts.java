package co.littleman.m1onk8s.verdict;

import java.util.Map;

/**
 * The cluster that a run used, for its report.
 *
 * @param kind {@code ephemeral}, {@code kept} or {@code existing}
 * @param images image set, its reason, the node's image, and for each container the image that ran
 */
public record ClusterFacts(String kind, String server, String version, Map<String, String> images) {
    public static final ClusterFacts NONE = new ClusterFacts("none", "", "", Map.of());
}
