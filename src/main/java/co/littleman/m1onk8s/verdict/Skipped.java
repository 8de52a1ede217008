package co.littleman.m1onk8s.verdict;

/** A claim has nothing to judge: thrown where that is found, caught where verdicts are made. */
public final class Skipped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SkipReason why;
    private final String what;

    /** A claim skipped for this reason; {@code what} names the missing ground or need. */
    public Skipped(SkipReason why, String what) {
        super(text(why, what));
        this.why = why;
        this.what = what;
    }

    /** The reason as reports show it, such as {@code ground: rollout-complete}. */
    public String reason() {
        return text(why, what);
    }

    private static String text(SkipReason why, String what) {
        return what.isEmpty() ? why.word() : why.word() + ": " + what;
    }
}
