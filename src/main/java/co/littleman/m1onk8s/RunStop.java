// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.engine.UnjudgedReason;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run that is told to stop, or that is not over at its deadline: interrupts the run's thread, gives it a while
 * to clean up, and then goes on without it. Holds the JVM until the verdicts are written.
 */
final class RunStop implements AutoCloseable {
    /** Why a run ends before its time. */
    enum Reason {
        /** Ctrl-C, SIGTERM, or an interrupt of the thread that called. */
        SIGNAL,
        /** The deadline of the whole run. */
        DEADLINE
    }

    /** Removing a container takes a second or two; nobody waits for longer after Ctrl-C. */
    private static final Duration HOOK = Duration.ofSeconds(20);

    /** Short enough that the report is written while the JVM is still held. */
    private static final Duration AFTER_SIGNAL = Duration.ofSeconds(18);

    /** The run is over 10 s after its deadline, and its report takes a moment as well. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(9);

    private final long startNanos = System.nanoTime();
    private final Thread hook = new Thread(this::hold, "m1onk8s-verify-stop");
    private final Duration afterSignal;
    private final Duration afterDeadline;
    private Duration deadline;
    private @Nullable Thread worker;
    private volatile @Nullable Reason reason;
    private long stoppedNanos;
    private boolean workIsDone;
    private boolean over;

    /**
     * For a run that begins now.
     *
     * @param deadline of the whole run
     */
    RunStop(Duration deadline) {
        this(deadline, AFTER_SIGNAL, AFTER_DEADLINE);
    }

    /** As above, with other times for the clean-up. */
    RunStop(Duration deadline, Duration afterSignal, Duration afterDeadline) {
        this.deadline = deadline;
        this.afterSignal = afterSignal;
        this.afterDeadline = afterDeadline;
    }

    /** Watches from now on, until it is closed. */
    RunStop watch() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM was told to end before the run began: it ends at its first step.
            request(Reason.SIGNAL);
        }
        return this;
    }

    /** Moves the deadline; it still counts from the start of the run. */
    synchronized void deadline(Duration fromStart) {
        deadline = fromStart;
        notifyAll();
    }

    /** Why the run ends before its time; empty if it does not. */
    Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Does the work in a thread of its own, and waits for it.
     *
     * @return false if it did not end, though it was told to: then it is left to itself
     */
    boolean attend(Runnable work) {
        Thread thread = new Thread(() -> work(work), "run");
        thread.setDaemon(true);
        boolean interrupted = false;
        synchronized (this) {
            worker = thread;
            thread.start();
            if (reason != null) {
                thread.interrupt();
            }
            while (!workIsDone) {
                long nanos = nanosLeft();
                if (nanos <= 0 && reason != null) {
                    break;
                }
                if (nanos <= 0) {
                    request(Reason.DEADLINE);
                    continue;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                    request(Reason.SIGNAL);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return workIsDone;
    }

    private void work(Runnable work) {
        try {
            work.run();
        } finally {
            synchronized (this) {
                workIsDone = true;
                notifyAll();
            }
        }
    }

    /** Until the deadline; if the run was stopped, until nobody waits for it any longer. */
    private long nanosLeft() {
        if (reason == null) {
            return startNanos + deadline.toNanos() - System.nanoTime();
        }
        Duration closing = reason == Reason.SIGNAL ? afterSignal : afterDeadline;
        return stoppedNanos + closing.toNanos() - System.nanoTime();
    }

    /** Ends the run, unless it is ending already. */
    synchronized void request(Reason why) {
        if (reason == null) {
            reason = why;
            stoppedNanos = System.nanoTime();
            if (worker != null) {
                worker.interrupt();
            }
            notifyAll();
        }
    }

    /** What is said of checks that have no verdict because of it. */
    synchronized UnjudgedReason unjudged() {
        if (reason != Reason.DEADLINE) {
            return UnjudgedReason.interrupted();
        }
        return new UnjudgedReason(
                check -> exceeded("The deadline of the whole run, %d s, was over while this was judged."),
                exceeded("The deadline of the whole run, %d s, was over before this was begun."));
    }

    private Finding exceeded(String reason) {
        return Finding.of(Cause.DEADLINE_EXCEEDED, reason.formatted(deadline.toSeconds()))
                .next("run again with a longer --deadline, or find in the phases of verdicts.json what took the time");
    }

    /**
     * What a verdict is worth that was made after the run was stopped: an interrupt breaks connections, and what then
     * looks like a fault is none.
     */
    Verdict explained(Verdict verdict) {
        boolean isOwn = reason == Reason.SIGNAL && verdict.cause().equals(Cause.INTERRUPTED.word());
        if (reason == null
                || isOwn
                || verdict.outcome() == Outcome.PASS
                || verdict.outcome() == Outcome.SKIPPED
                || verdict.cause().equals(Cause.REPORT_UNWRITTEN.word())) {
            return verdict;
        }
        Finding finding = unjudged().begun().apply(verdict.check());
        return Verdict.notPassed(verdict.check(), verdict.component(), finding, verdict.seconds(), verdict.retries());
    }

    private void hold() {
        request(Reason.SIGNAL);
        long end = System.nanoTime() + HOOK.toNanos();
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
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM began to end; the hook sees that the run is over.
        }
    }
}
