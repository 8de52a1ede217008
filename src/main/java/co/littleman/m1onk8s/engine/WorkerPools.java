// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.Requirement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads that judge. What asks takes CPU here, at the API server and in the pods: with more than a few at once a
 * small cluster is busy with the run, and answers late. What waits takes nothing. What asks from the client pod has
 * threads of its own, for the pod does a few things at once: others must not wait because it is busy.
 */
final class WorkerPools {
    private static final int ASKING = 8;

    /** One more than the client pod does at once, so that it never waits for the next. */
    private static final int ASKING_FROM_CLIENT_POD = 4;

    /** A stack of thirty components has some hundred windows of five seconds; each holds a thread, and no more. */
    private static final int WAITING = 48;

    private final ExecutorService asking = threads(ASKING);
    private final ExecutorService askingFromClientPod = threads(ASKING_FROM_CLIENT_POD);
    private final ExecutorService waiting = threads(WAITING);

    private static ExecutorService threads(int most) {
        return Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, "check");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Those that wait most of their time. */
    ExecutorService waiting() {
        return waiting;
    }

    /** Those for such a check. */
    ExecutorService of(CheckInfo info) {
        if (info.concurrency() == Concurrency.WAITING) {
            return waiting;
        }
        return info.requirements().contains(Requirement.CLIENT_POD) ? askingFromClientPod : asking;
    }

    private List<ExecutorService> all() {
        return List.of(asking, askingFromClientPod, waiting);
    }

    void shutdownNow() {
        all().forEach(ExecutorService::shutdownNow);
    }

    boolean isShutdown() {
        return asking.isShutdown();
    }

    /** True if all have ended within this time. */
    boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(time);
        for (ExecutorService one : all()) {
            if (!one.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
