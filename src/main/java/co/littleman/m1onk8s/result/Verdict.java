// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check of one component.
 *
 * @param check id of the check
 * @param component name of the component; {@code stack} for checks of the whole stack
 * @param finding what is wrong; null unless the outcome is FAIL or INCONCLUSIVE
 * @param skip why it was not judged; null unless the outcome is SKIPPED
 * @param measured what a check that passed has measured, such as {@code gap 3.1 s of 15 s}; else empty
 * @param seconds from the start of the check to the verdict
 * @param retries how often a question was asked again inside the check, before the answer held
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
        String check,
        String component,
        Outcome outcome,
        @Nullable Finding finding,
        @Nullable Skip skip,
        String measured,
        double seconds,
        int retries) {

    public Verdict {
        boolean isFound = outcome == Outcome.FAIL || outcome == Outcome.INCONCLUSIVE;
        if (isFound != (finding != null) || (outcome == Outcome.SKIPPED) != (skip != null)) {
            throw new IllegalArgumentException("%s of %s has not what %s needs".formatted(check, component, outcome));
        }
    }

    /** The check holds. */
    public static Verdict pass(String check, String component, String measured, double seconds, int retries) {
        return new Verdict(check, component, Outcome.PASS, null, null, measured, seconds, retries);
    }

    /** The check was not judged. */
    public static Verdict skipped(String check, String component, CheckSkippedException skipped) {
        return new Verdict(check, component, Outcome.SKIPPED, null, skipped.skip(), "", 0, 0);
    }

    /** The check does not hold, or cannot tell, by the outcome of the finding's cause. */
    public static Verdict notPassed(String check, String component, Finding finding, double seconds, int retries) {
        return new Verdict(check, component, finding.cause().outcome(), finding, null, "", seconds, retries);
    }

    /** Such as {@code cache pods-admitted}; stable, so that reports of two runs can be compared. */
    public String name() {
        return component + " " + check;
    }

    /** One sentence of a finding, or the reason of a skip; empty on PASS. */
    public String reason() {
        return finding != null ? finding.reason() : skip != null ? skip.text() : "";
    }

    /** Word of the {@link Cause}; empty without a finding. */
    public String cause() {
        return finding == null ? "" : finding.cause().word();
    }

    /** The next step of a finding; empty without one. */
    public String next() {
        return finding == null ? "" : finding.next();
    }

    /** What a finding saw, or what a check that passed has measured. */
    public String seen() {
        return finding == null ? measured : finding.seen();
    }

    /** The whole finding as a person reads it, or the reason of a skip; empty on PASS. */
    public String message() {
        return finding == null ? reason() : finding.message();
    }

    /** True if it was skipped for this reason. */
    public boolean isSkippedFor(SkipReason reason) {
        return skip != null && skip.reason() == reason;
    }
}
