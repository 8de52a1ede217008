package co.littleman.m1onk8s.verdict;

/** A claim does not hold, or cannot be judged: thrown where it is found, caught where verdicts are made. */
public final class Unproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public Unproven(Finding finding) {
        super(finding.message());
        this.finding = finding;
    }

    public Unproven(Finding finding, Throwable origin) {
        super(finding.message(), origin);
        this.finding = finding;
    }

    /** Why. */
    public Finding finding() {
        return finding;
    }
}
