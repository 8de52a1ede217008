// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/** The run was told to stop: by Ctrl-C, by SIGTERM, or by its deadline, which then takes the place of this finding. */
public final class RunInterruptedException {
    private RunInterruptedException() {}

    /** The INCONCLUSIVE finding for work that was cut short; the caller restores the thread's interrupt flag. */
    public static CheckFailedException whileDoing(String what) {
        return new CheckFailedException(
                Finding.of(Cause.INTERRUPTED, "The run was stopped while it was at: %s.".formatted(what)));
    }
}
