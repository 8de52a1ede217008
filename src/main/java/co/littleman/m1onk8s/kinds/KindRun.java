// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.context.RunContext;
import org.jspecify.annotations.Nullable;

/** What a component kind holds for one run, such as a login. */
public interface KindRun {
    /** For a kind that holds nothing. */
    KindRun NONE = new KindRun() {};

    /** What must be in no report and no log of the namespace; null for nothing. */
    default @Nullable String hidden(String namespace) {
        return null;
    }

    /** Makes itself known to the checks of the run. */
    default void join(RunContext context) {}
}
