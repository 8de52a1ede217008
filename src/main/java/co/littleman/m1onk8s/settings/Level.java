// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a check reaches into a cluster. Each level includes the ones before it. */
public enum Level {
    /** Reads: get, list, watch, and what we ourselves may do; no Lease and no dry run. */
    OBSERVE("reads objects and logs"),
    /** Also a port-forward, and data of this run in a store that expires within 60 s. */
    TALK("opens port-forwards, and writes keys of its own that expire within 60 s"),
    /**
     * Also one short-lived client pod in the stack's namespace, and one in a peer namespace if one is named; and the
     * commands of liveness probes, run once more than the kubelet runs them.
     */
    PROBE("starts a short-lived client pod, and asks what liveness probes ask"),
    /** Also memory pressure, a frozen store, a deleted pod, a restart. */
    DISRUPT("freezes, fills, restarts and deletes"),
    /** Also namespaces and the manifests themselves. */
    INSTALL("creates and deletes the stack");

    private final String touches;

    Level(String touches) {
        this.touches = touches;
    }

    /** The word of settings and reports, such as {@code observe}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a run at this level does to a cluster, beside all that the levels before it do. */
    public String touches() {
        return touches;
    }

    /** The level of that word; empty if there is none. */
    public static Optional<Level> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }

    /** True if a run at this level may do what the other asks. */
    public boolean allows(Level other) {
        return compareTo(other) >= 0;
    }
}
