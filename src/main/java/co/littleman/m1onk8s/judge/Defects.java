package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Interrupted;

/** What is said of a claim that threw what no claim should. */
final class Defects {
    private Defects() {}

    /** An Error is no different: one claim that recurses without end says nothing of the others. */
    static Finding of(String claim, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            // Awaitility throws it without declaring it.
            return Interrupted.whileDoing("judging " + claim).finding();
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return Finding.of(Cause.DEFECT, "The claim %s itself broke: %s".formatted(claim, thrown))
                .seen(trace.length == 0 ? "" : "at " + trace[0])
                .likely("a defect of m1onk8s-verify, not of the stack");
    }
}
