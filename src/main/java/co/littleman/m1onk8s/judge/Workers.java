package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Concurrency;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads that judge. What asks takes CPU here, at the API server and in the pods: with more than a few at once a small
 * cluster is busy with the run, and answers late. What waits takes nothing.
 */
final class Workers {
    private static final int ASKING = 8;

    /** A stack of thirty components has some hundred windows of five seconds; each holds a thread, and no more. */
    private static final int WAITING = 48;

    private final ExecutorService asking = threads(ASKING);
    private final ExecutorService waiting = threads(WAITING);

    private static ExecutorService threads(int most) {
        return Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, "claim");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Those for a claim of this kind. */
    ExecutorService of(Concurrency concurrency) {
        return concurrency == Concurrency.WAITING ? waiting : asking;
    }

    void shutdownNow() {
        asking.shutdownNow();
        waiting.shutdownNow();
    }

    boolean isShutdown() {
        return asking.isShutdown();
    }

    /** True if all have ended within this time. */
    boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(time);
        return asking.awaitTermination(time, unit)
                && waiting.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
