// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import co.littleman.m1onk8s.result.Verdict;

/** Observes a run. Called from several threads. */
public interface Progress {
    /** Nobody watches. */
    Progress NONE = new Progress() {};

    /** A line worth knowing, such as which images run and why. */
    default void note(String line) {}

    /** A phase began. */
    default void began(String phase) {}

    /** A phase ended after that many seconds. */
    default void ended(String phase, double seconds) {}

    /** A check has its verdict. */
    default void judged(Verdict verdict) {}
}
