// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/** A check has nothing to judge: thrown where that is found, caught where verdicts are made. */
public final class CheckSkippedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Skip skip;

    /** A check skipped for this reason; {@code detail} names the missing dependency or requirement. */
    public CheckSkippedException(SkipReason reason, String detail) {
        this(new Skip(reason, detail));
    }

    public CheckSkippedException(Skip skip) {
        super(skip.text());
        this.skip = skip;
    }

    public Skip skip() {
        return skip;
    }

    /** The reason as reports show it, such as {@code depends-on: rollout-complete}. */
    public String reason() {
        return skip.text();
    }
}
