package co.littleman.m1onk8s.result;

/** A check has nothing to judge: thrown where that is found, caught where verdicts are made. */
public final class CheckSkippedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SkipReason why;
    private final String what;

    /** A check skipped for this reason; {@code what} names the missing dependency or need. */
    public CheckSkippedException(SkipReason why, String what) {
        super(text(why, what));
        this.why = why;
        this.what = what;
    }

    /** The reason as reports show it, such as {@code dependency: rollout-complete}. */
    public String reason() {
        return text(why, what);
    }

    private static String text(SkipReason why, String what) {
        return what.isEmpty() ? why.word() : why.word() + ": " + what;
    }
}
