// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.result.Verdict;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What a test with a verdict throws, if anything: FAIL is a failed assertion, INCONCLUSIVE an error (an aborted test
 * would let Maven go green), SKIPPED an aborted test with its reason.
 *
 * @param problem what is thrown
 */
record VerdictOutcome(Throwable problem) {
    /** Empty for a check that passed. */
    static Optional<VerdictOutcome> of(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASS -> Optional.empty();
            case FAIL -> Optional.of(new VerdictOutcome(new AssertionFailedError(message(verdict))));
            case INCONCLUSIVE -> Optional.of(new VerdictOutcome(new IllegalStateException(message(verdict))));
            case SKIPPED -> Optional.of(new VerdictOutcome(new TestAbortedException(verdict.reason())));
        };
    }

    /** With the outcome and the cause before it: JUnit knows no INCONCLUSIVE, and shows no cause. */
    private static String message(Verdict verdict) {
        return "%s [%s] %s".formatted(verdict.outcome(), verdict.cause(), verdict.message());
    }

    boolean isAborted() {
        return problem instanceof TestAbortedException;
    }
}
