// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import java.util.List;

/** What is said of a check that threw what no check should. */
final class Defects {
    /** The packages of this project that hold checks. */
    private static final List<String> PROJECT = List.of("co.littleman.m1onk8s.checks.", "co.littleman.m1onk8s.kinds.");

    private Defects() {}

    /** An Error is no different: one check that recurses without end says nothing of the others. */
    static Finding of(Check check, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            // Awaitility throws it without declaring it.
            return RunInterruptedException.whileDoing("judging " + check.id()).finding();
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return Finding.of(Cause.DEFECT, "The check %s itself broke: %s".formatted(check.id(), thrown))
                .seen(trace.length == 0 ? "" : "at " + trace[0])
                .likely("a defect of %s, not of the stack".formatted(origin(check)));
    }

    /** True for a check of a user's own. */
    static boolean isOwn(Check check) {
        String type = check.getClass().getName();
        return PROJECT.stream().noneMatch(type::startsWith);
    }

    /** Whose defect it is: this project's, or that of the class of a user's own check. */
    private static String origin(Check check) {
        return isOwn(check) ? "class " + check.getClass().getName() : "m1onk8s-verify";
    }
}
