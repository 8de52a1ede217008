package co.littleman.m1onk8s.verdict;

/** What a claim came to. */
public enum Outcome {
    /** The claim holds. */
    PASS,
    /** The claim was not judged; the reason is from the closed list of {@link SkipReason}. */
    SKIPPED,
    /** We could not tell: engine, disk, network, rights. */
    INCONCLUSIVE,
    /** The stack is broken. */
    FAIL
}
