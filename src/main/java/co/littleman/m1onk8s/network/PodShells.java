// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The few shells of one pod that run all its scripts. A script waits until one is free, and its time begins then: a pod
 * with half a processor that has to run everything at once runs nothing in time.
 */
final class PodShells implements AutoCloseable {
    /** As many scripts at once as the client pod has CPU and memory for. */
    private static final int AT_ONCE = 3;

    /** A connection that nobody uses may be forgotten by a proxy or a firewall on the way, which tells nobody. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Deque<PodShell> idle = new ArrayDeque<>();
    private final PodResource pod;
    private final String container;
    private boolean closed;

    PodShells(PodResource pod, String container) {
        this.pod = pod;
        this.container = container;
    }

    /** Runs a script in the next free shell; see {@link PodShell#run}. */
    @Nullable
    String run(String script, Duration budget)
            throws InterruptedException, ExecutionException, TimeoutException, PodShell.EndedException, IOException {
        free.acquire();
        PodShell shell = null;
        boolean whole = false;
        try {
            shell = shell();
            String printed = shell.run(script, budget);
            whole = printed != null;
            return printed;
        } finally {
            if (shell != null) {
                giveBack(shell, whole);
            }
            free.release();
        }
    }

    private PodShell shell() {
        PodShell used = takeIdle();
        return used == null ? new PodShell(pod, container) : used;
    }

    private synchronized @Nullable PodShell takeIdle() {
        // The one that was used last: what nobody needs gets old and goes.
        for (PodShell shell = idle.pollLast(); shell != null; shell = idle.pollLast()) {
            if (shell.isFresh(IDLE)) {
                return shell;
            }
            shell.close();
        }
        return null;
    }

    /** A shell whose script did not come to its end may still be running it. */
    private synchronized void giveBack(PodShell shell, boolean whole) {
        if (whole && !closed) {
            idle.addLast(shell);
        } else {
            shell.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(PodShell::close);
        idle.clear();
    }
}
