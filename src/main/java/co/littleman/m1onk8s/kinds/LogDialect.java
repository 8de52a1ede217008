// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import java.util.List;
import java.util.Optional;

/** What the words of a kind's programs mean: in their logs, and in the output of probes that ask them. */
public interface LogDialect {
    /** A kind whose programs log as everybody does. */
    LogDialect NONE = new LogDialect() {};

    /** Whether a line reports an error; empty if it is not in this kind's format. */
    default Optional<Boolean> isError(String line) {
        return Optional.empty();
    }

    /** Lines that look like errors and harm nobody. */
    default List<BenignLogLine> benign() {
        return List.of();
    }

    /** Why its programs end, the special reasons before the general. */
    default List<CrashReason> crashReasons() {
        return List.of();
    }

    /** What the output of a failed probe means. */
    default List<ProbeReason> probeReasons() {
        return List.of();
    }
}
