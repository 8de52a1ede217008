package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;

/** What is said of a check that threw what no check should. */
final class Defects {
    private Defects() {}

    /** An Error is no different: one check that recurses without end says nothing of the others. */
    static Finding of(String check, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            // Awaitility throws it without declaring it.
            return RunInterruptedException.whileDoing("judging " + check).finding();
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return Finding.of(Cause.DEFECT, "The check %s itself broke: %s".formatted(check, thrown))
                .seen(trace.length == 0 ? "" : "at " + trace[0])
                .likely("a defect of m1onk8s-verify, not of the stack");
    }
}
