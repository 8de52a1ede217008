// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How much of a processor this process gets while it runs: a limit of time says something only on a machine that has
 * time. Twice a second a thread works for two milliseconds of CPU, and looks how long that took.
 */
final class CpuMonitor implements AutoCloseable {
    /**
     * Less than a twentieth of a processor: forty busy processes on a machine with two processors. With more, a stack
     * is judged as ever.
     */
    static final double TOO_LITTLE = 0.05;

    /** What one step of nice(1) costs (Linux, sched_prio_to_weight): the cluster is not nice if this process is. */
    private static final double STEP = 1.25;

    private static final long WORK_NANOS = 2_000_000;
    private static final int PACE_MILLIS = 500;

    /** One slow look is a pause of the JVM; six in a row, three seconds, are a machine that is busy. */
    private static final int LOOKS = 6;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Deque<Look> looks = new ArrayDeque<>();
    private final int nice;

    /** One look: when it was over, and how much it got for how long. */
    record Look(long atNanos, long cpuNanos, long wallNanos) {}

    private final ScheduledExecutorService clock = clock();

    CpuMonitor(int nice) {
        this.nice = nice;
    }

    /** Looks from now on, until it is closed. */
    static CpuMonitor watched() {
        CpuMonitor share = new CpuMonitor(niceness());
        if (share.threads.isCurrentThreadCpuTimeSupported()) {
            Future<?> unused = share.clock.scheduleWithFixedDelay(share::look, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return share;
    }

    private static ScheduledExecutorService clock() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "cpu-share");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void look() {
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        long worked = 0;
        while (worked < WORK_NANOS) {
            worked = threads.getCurrentThreadCpuTime() - cpu;
        }
        add(new Look(System.nanoTime(), worked, System.nanoTime() - wall));
    }

    synchronized void add(Look look) {
        looks.add(look);
    }

    /** The least that it got, in a few looks together that ended since then: 1 is a whole processor. */
    synchronized double leastSince(long nanoTime) {
        double least = 1;
        Deque<Look> together = new ArrayDeque<>();
        for (Look look : looks) {
            together.add(look);
            if (together.size() > LOOKS) {
                together.remove();
            }
            if (together.size() == LOOKS && look.atNanos() >= nanoTime) {
                least = Math.min(least, share(together));
            }
        }
        return Math.min(1, least * Math.pow(STEP, nice));
    }

    private static double share(Deque<Look> looks) {
        return (double) looks.stream().mapToLong(Look::cpuNanos).sum()
                / looks.stream().mapToLong(Look::wallNanos).sum();
    }

    private static int niceness() {
        try {
            return niceness(Files.readString(Path.of("/proc/self/stat")));
        } catch (IOException e) {
            // No Linux.
            return 0;
        }
    }

    /** The 19th field (proc(5)); the second, a name in parentheses, may have blanks. */
    static int niceness(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
