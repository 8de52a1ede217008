// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import java.util.List;
import java.util.Set;

/**
 * A whole run: the form of {@code verdicts.json}.
 *
 * @param schemaVersion rises when a reader of an older form would misread a newer one
 */
public record Result(int schemaVersion, RunFacts run, List<Verdict> verdicts) {
    public static final int SCHEMA_VERSION = 2;
    /** Outcome of a run that was stopped by Ctrl-C or SIGTERM. */
    public static final String INTERRUPTED = "INTERRUPTED";

    /** Outcome of a run that was killed, or whose machine died: only its journal knows of it. */
    public static final String DIED = "DIED";

    /** Outcome of a run that still goes on. */
    public static final String RUNNING = "RUNNING";

    public Result {
        verdicts = List.copyOf(verdicts);
    }

    /** How many of the verdicts have this outcome. */
    public long count(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    /** The worst of the verdicts; SKIPPED changes nothing, and a run that judged nothing proved nothing. */
    public static Outcome outcome(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(Verdict::outcome)
                .filter(outcome -> outcome != Outcome.SKIPPED)
                .max(Outcome::compareTo)
                .orElse(Outcome.INCONCLUSIVE);
    }

    /**
     * The outcome of a run for which checks were named. If none of them was judged, what their dependencies say does not
     * answer the question; one that the team has waived is answered.
     *
     * @param named ids of the checks; empty if the run is about all
     */
    public static Outcome outcome(List<Verdict> verdicts, Set<String> named) {
        boolean answered = named.isEmpty()
                || verdicts.stream()
                        .filter(verdict -> named.contains(verdict.check()))
                        .anyMatch(verdict ->
                                verdict.outcome() != Outcome.SKIPPED || verdict.isSkippedFor(SkipReason.WAIVED));
        Outcome worst = outcome(verdicts);
        return worst == Outcome.PASS && !answered ? Outcome.INCONCLUSIVE : worst;
    }

    /**
     * 0 all PASS, 1 a FAIL, 3 INCONCLUSIVE, 130 interrupted; of a run without an end, 1 if something failed, else 3.
     */
    public int exitCode() {
        return switch (run.outcome()) {
            case "PASS" -> 0;
            case "FAIL" -> 1;
            case INTERRUPTED -> 130;
            case DIED, RUNNING -> outcome(verdicts) == Outcome.FAIL ? 1 : 3;
            default -> 3;
        };
    }
}
