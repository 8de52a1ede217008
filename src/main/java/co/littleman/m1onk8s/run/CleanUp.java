// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

/** Work that must be done although the run was told to stop: an interrupted thread can neither ask nor write. */
public final class CleanUp {
    private CleanUp() {}

    /** Runs the work with the thread's interrupt set aside, and sets it again. */
    public static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
