package co.littleman.m1onk8s.result;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * What one check came to for one component.
 *
 * @param check id of the check
 * @param component name of the component; {@code stack} for checks about the whole
 * @param reason one sentence, or the reason of a skip; empty on PASS
 * @param cause word of the {@link Cause}; empty where there is none
 * @param message the whole finding as a person reads it
 * @param seconds from the start of the judging to the verdict
 * @param retries how often a question was asked again inside the check, before the answer held
 */
public record Verdict(
        // A journal of schema version 1 calls it so.
        @JsonAlias("claim") String check,
        String component,
        Outcome outcome,
        String reason,
        String cause,
        String expected,
        String seen,
        String next,
        String message,
        double seconds,
        int retries) {

    /** The check holds; {@code seen} is what was measured on the way, or empty. */
    public static Verdict pass(String check, String component, String seen, double seconds, int retries) {
        return new Verdict(check, component, Outcome.PASS, "", "", "", seen, "", "", seconds, retries);
    }

    public static Verdict skipped(String check, String component, CheckSkippedException skipped) {
        String reason = skipped.reason();
        return new Verdict(check, component, Outcome.SKIPPED, reason, "", "", "", "", reason, 0, 0);
    }

    public static Verdict unproven(String check, String component, Finding finding, double seconds, int retries) {
        return new Verdict(
                check,
                component,
                finding.cause().outcome(),
                finding.reason(),
                finding.cause().word(),
                finding.expected(),
                finding.seen(),
                finding.next(),
                finding.message(),
                seconds,
                retries);
    }

    /** Such as {@code cache redis-answers-ping}; stable, so that reports of two runs can be compared. */
    public String name() {
        return component + " " + check;
    }
}
