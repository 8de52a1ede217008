// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/** What a check came to. */
public enum Outcome {
    /** The check holds. */
    PASS,
    /** The check was not judged; the reason is from the closed list of {@link SkipReason}. */
    SKIPPED,
    /** We could not tell: engine, disk, network, rights. */
    INCONCLUSIVE,
    /** The stack is broken. */
    FAIL
}
