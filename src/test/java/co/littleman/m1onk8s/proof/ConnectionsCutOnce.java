// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.CutProxy;
import co.littleman.m1onk8s.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A wire between the suite and the API server that is cut once, while the suite waits for the rollout: every connection
 * ends, watches among them, as when a load balancer before the API server changes its mind.
 */
final class ConnectionsCutOnce implements Action, Progress {
    private final AtomicBoolean cut = new AtomicBoolean();
    private @Nullable CutProxy wire;

    /** Or there would be no rollout to wait for. */
    @Override
    public boolean wantsStack() {
        return false;
    }

    @Override
    public void inject(ProofCluster on, String namespace) {
        wire = new CutProxy(URI.create(on.cluster().server()));
    }

    @Override
    public Path kubeconfig(ProofCluster on) {
        try {
            return ProofCluster.written(Objects.requireNonNull(wire).through(Files.readString(on.kubeconfig())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Progress watching() {
        return this;
    }

    @Override
    public void began(String phase) {
        if (phase.startsWith("rollout") && cut.compareAndSet(false, true)) {
            Objects.requireNonNull(wire).cut();
        }
    }

    /** @throws IllegalStateException if nothing was cut, so that nothing was proven */
    @Override
    public void undo(ProofCluster on, String namespace) {
        Objects.requireNonNull(wire).close();
        if (!cut.get()) {
            throw new IllegalStateException("the rollout was not waited for, and no connection was cut");
        }
    }
}
