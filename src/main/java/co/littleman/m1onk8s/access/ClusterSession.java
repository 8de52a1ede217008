// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.settings.Level;

/**
 * Where a run stands: on which cluster, as whom, and how far it may go.
 *
 * @param context how the cluster was named; empty for one of the run's own
 * @param uid of the cluster; empty if it was not asked for, or may not be read
 * @param user empty if it was not asked for, or the cluster does not tell
 * @param level checks above it are skipped
 */
public record ClusterSession(String context, String uid, String user, Level level) {
    /** On a cluster of the run's own, nothing is asked. */
    static ClusterSession ours(Level level) {
        return new ClusterSession("", "", "", level);
    }
}
