// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a check was not judged. The list is closed: any other reason would be a hole that looks green. */
public enum SkipReason {
    /** A check that this one depends on does not hold. */
    DEPENDENCY("depends-on"),
    /** What this check saw is a consequence of what another one found, which is red for it. */
    FOLLOWS("follows-from"),
    /**
     * What keeps the run off the cluster is the verdict of another check; or the run was stopped before this one began.
     */
    BLOCKED("blocked"),
    /** The check reaches further than this run may. */
    LEVEL("level"),
    /** The component lacks what the check is about. */
    REQUIREMENT("requires"),
    /** The cluster of the run's own has no such kind: what serves it in the real cluster is not a part of the stack. */
    NOT_SERVED("not-served"),
    /** No peer namespace is named to ask from. */
    NO_PEER("no-peer"),
    /** The team's file waives this check for a while. */
    WAIVED("waived"),
    /** Other checks were asked for by name. */
    NOT_ASKED("not-asked");

    private final String word;

    SkipReason(String word) {
        this.word = word;
    }

    /** The word that reports use. */
    @JsonValue
    public String word() {
        return word;
    }
}
