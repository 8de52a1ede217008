// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why checks have no verdict of their own, if a run ended before its time.
 *
 * @param begun of a check that was being judged, by its id
 * @param notBegun of one that had not begun; null: it is SKIPPED for the cause of the others
 */
public record UnjudgedReason(
        Function<String, Finding> begun, @Nullable Finding notBegun) {
    /** Says it of the checks that were being judged, and skips the others. */
    public static UnjudgedReason skippingTheRest(Function<String, Finding> begun) {
        return new UnjudgedReason(begun, null);
    }

    /** Says of the checks that were being judged that the run was told to stop. */
    public static UnjudgedReason interrupted() {
        return skippingTheRest(
                check -> RunInterruptedException.whileDoing("judging " + check).finding());
    }
}
