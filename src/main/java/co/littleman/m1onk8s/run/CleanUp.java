// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import java.util.List;
import java.util.Optional;

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

    /** Closes each of them, whatever becomes of the others, and reports the first failure as a warning. */
    public static void closeAll(List<AutoCloseable> all, Progress progress) {
        run(() -> all.stream()
                .map(CleanUp::closed)
                .flatMap(Optional::stream)
                .reduce((first, other) -> first)
                .ifPresent(failure -> progress.note("warning:   clean-up failed: " + failure.getMessage())));
    }

    /** The failure to close it, if any. */
    private static Optional<Exception> closed(AutoCloseable one) {
        try {
            one.close();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e);
        }
    }
}
