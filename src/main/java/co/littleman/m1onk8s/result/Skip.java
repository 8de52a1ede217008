// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/**
 * Why a check was not judged.
 *
 * @param reason one of a closed list
 * @param detail what is missing or in the way, such as {@code rollout-complete}; empty if the reason says it all
 */
public record Skip(SkipReason reason, String detail) {
    /** As reports show it, such as {@code depends-on: rollout-complete}. */
    public String text() {
        return detail.isEmpty() ? reason.word() : reason.word() + ": " + detail;
    }
}
