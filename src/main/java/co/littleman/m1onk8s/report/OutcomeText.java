// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Outcome;

/** How an outcome looks on a terminal. */
final class OutcomeText {
    private OutcomeText() {}

    static String of(Outcome outcome, boolean colour) {
        String word = outcome.name();
        if (!colour) {
            return word;
        }
        int code = switch (outcome) {
            case PASS -> 32;
            case FAIL -> 31;
            case INCONCLUSIVE -> 35;
            case SKIPPED -> 33;
        };
        return "\u001b[" + code + "m" + word + "\u001b[0m";
    }
}
