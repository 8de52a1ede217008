package co.littleman.m1onk8s.verdict;

/** Why a claim was not judged. The list is closed: any other reason would be a hole that looks green. */
public enum SkipReason {
    /** A claim that this one stands on does not hold. */
    GROUND("ground"),
    /** The component lacks what the claim is about. */
    NEED("need"),
    /** The run was told to judge what is there, so it installs nothing. */
    NO_APPLY("no-apply");

    private final String word;

    SkipReason(String word) {
        this.word = word;
    }

    /** The word that reports use. */
    public String word() {
        return word;
    }
}
