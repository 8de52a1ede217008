// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import java.util.regex.Pattern;

/**
 * Why a probe fails, by its own output.
 *
 * @param words what the output must contain, as a regular expression
 * @param likely what is wrong then; empty for nothing known
 * @param isFinal true if no other try changes it, but only another manifest
 */
public record ProbeReason(Pattern words, String likely, boolean isFinal) {
    /** A reason that only another manifest changes. */
    public static ProbeReason lasting(String words, String likely) {
        return new ProbeReason(Pattern.compile(words), likely, true);
    }

    /** A reason that may pass by itself. */
    public static ProbeReason passing(String words, String likely) {
        return new ProbeReason(Pattern.compile(words), likely, false);
    }

    /** True if the output says this. */
    public boolean isIn(String output) {
        return words.matcher(output).find();
    }
}
