// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A check that a team does not want judged for a while.
 *
 * @param check id of the check
 * @param component name of the component; null: each, and the stack as a whole
 * @param reason why, for those who read the report
 * @param until the last day on which it is skipped
 */
public record Waiver(String check, @Nullable String component, String reason, LocalDate until) {
    /** Stands for the component in verdicts about the stack as a whole. */
    public static final String STACK = "stack";

    /** True for the check about that subject. */
    public boolean covers(String id, String subject) {
        return check.equals(id) && (component == null || component.equals(subject));
    }

    /** Such as {@code SHOP-12 raises the limit, until 2026-12-31}. */
    public String why() {
        return reason + ", until " + until;
    }
}
