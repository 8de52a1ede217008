// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Progress;
import java.nio.file.Path;

/** A change that no manifest makes: of the cluster, of its network, or of how the suite gets to it. */
interface Action {
    /** Does it. */
    void inject(ProofCluster on, String namespace);

    /** Takes it back. */
    void undo(ProofCluster on, String namespace);

    /** True if the stack must run before. */
    default boolean wantsStack() {
        return true;
    }

    /** True if all of the cluster sees it, and no other case may run meanwhile. */
    default boolean isClusterWide() {
        return false;
    }

    /** The way to the API server. */
    default Path kubeconfig(ProofCluster on) {
        return on.kubeconfig();
    }

    /** Sees the judged run go on. */
    default Progress watching() {
        return Progress.NONE;
    }
}
