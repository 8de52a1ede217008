// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks;

/** What may go on beside a check while it is judged: the run must not see its own load, nor its own disturbance. */
public enum Concurrency {
    /**
     * It waits or watches most of its time, and loads nothing: many at once, beside everything but {@link #EXCLUSIVE}.
     */
    WAITING,
    /** It asks questions: a few at once. */
    SHARED,
    /** It measures, or loads on purpose: after all questions of the run have been asked, and one at a time. */
    MEASURING,
    /** It changes what others look at: after all others, and one at a time. */
    EXCLUSIVE
}
