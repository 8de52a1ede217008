package co.littleman.m1onk8s;

import java.time.Duration;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the run's thread, and holds the JVM until the run has cleaned up and
 * written its verdicts.
 */
final class Interruption implements AutoCloseable {
    /** Removing a container takes a second or two; nobody waits for longer after Ctrl-C. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(20);

    private final Thread runner = Thread.currentThread();
    private final Thread hook = new Thread(this::stop, "m1onk8s-verify-stop");
    private volatile boolean requested;
    private volatile boolean over;

    private Interruption() {}

    static Interruption watch() {
        Interruption interruption = new Interruption();
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException e) {
            // The JVM was told to end before the run began: it ends at its first step.
            interruption.requested = true;
            interruption.runner.interrupt();
        }
        return interruption;
    }

    /** True once the JVM was told to end. */
    boolean isRequested() {
        return requested;
    }

    private void stop() {
        requested = true;
        runner.interrupt();
        long end = System.nanoTime() + CLEAN_UP.toNanos();
        synchronized (this) {
            while (!over && System.nanoTime() < end) {
                try {
                    wait(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM began to end just now; the hook sees that the run is over.
            }
        }
    }
}
