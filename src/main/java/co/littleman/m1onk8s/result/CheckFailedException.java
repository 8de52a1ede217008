// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/** A check does not hold, or cannot be judged: thrown where it is found, caught where verdicts are made. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public CheckFailedException(Finding finding) {
        super(finding.message());
        this.finding = finding;
    }

    public CheckFailedException(Finding finding, Throwable origin) {
        super(finding.message(), origin);
        this.finding = finding;
    }

    /** Why. */
    public Finding finding() {
        return finding;
    }
}
