// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run may touch, and from where it asks.
 *
 * @param level checks above it are skipped
 * @param installs install the stack whatever the level, since the cluster is the run's own and empty before
 * @param peerNamespace another namespace to ask from, or null
 * @param clientImage image of the client pod; null: the image of a server of the stack that has the tools
 * @param clientLabels labels of the client pod, so that network policies let it in
 */
public record Scope(
        Level level,
        boolean installs,
        @Nullable String peerNamespace,
        @Nullable String clientImage,
        Map<String, String> clientLabels) {
    /** Everything: for a cluster that ends with the run. */
    public static final Scope ALL = new Scope(Level.INSTALL, true, null, null, Map.of());

    public Scope {
        clientLabels = Map.copyOf(clientLabels);
    }

    /** This reach, and no further than the level. */
    public Scope upTo(Level highest) {
        return new Scope(level.allows(highest) ? highest : level, installs, peerNamespace, clientImage, clientLabels);
    }

    /** The stack's namespaces, and the peer's: all in which the run may make something. */
    public Set<String> places(Set<String> namespaces) {
        Set<String> places = new TreeSet<>(namespaces);
        if (peerNamespace != null) {
            places.add(peerNamespace);
        }
        return places;
    }

    /** True if checks of that level may be judged. */
    public boolean allows(Level other) {
        return level.allows(other) || (installs && other == Level.INSTALL);
    }
}
