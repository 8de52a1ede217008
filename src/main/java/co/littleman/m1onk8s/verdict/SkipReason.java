package co.littleman.m1onk8s.verdict;

import java.util.stream.Stream;

/** Why a claim was not judged. The list is closed: any other reason would be a hole that looks green. */
public enum SkipReason {
    /** A claim that this one stands on does not hold. */
    GROUND("ground"),
    /** What this claim saw is a consequence of what another one found, which is red for it. */
    FOLLOWS("follows-from"),
    /** What keeps the run off the cluster is the verdict of another claim; or the run was stopped before this one began. */
    BLOCKED("blocked"),
    /** The claim reaches further than this run may. */
    LEVEL("level"),
    /** The component lacks what the claim is about. */
    NEED("need"),
    /** No peer namespace is named to ask from. */
    NO_PEER("no-peer"),
    /** The team's file accepts for a while that this claim is not judged. */
    ACCEPTED("accepted"),
    /** Other claims were asked for by name. */
    NOT_ASKED("not-asked");

    private final String word;

    SkipReason(String word) {
        this.word = word;
    }

    /** True where a skip's text gives a reason of this list. */
    public static boolean isReason(String text) {
        return Stream.of(values()).anyMatch(reason -> text.equals(reason.word) || text.startsWith(reason.word + ": "));
    }

    /** The word that reports use. */
    public String word() {
        return word;
    }
}
