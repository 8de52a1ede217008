// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import java.util.Set;

/** Remembers, from one run to the next, the runs that may have left data in a store. */
public interface RunMemory {
    /** Ids of the runs before this one that may have left keys. */
    Set<String> left();

    /**
     * Remembers just these for the next run.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException DISK_FULL if they cannot be written down
     */
    void remember(Set<String> runs);
}
