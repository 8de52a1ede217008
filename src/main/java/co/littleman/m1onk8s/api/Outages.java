// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import java.util.concurrent.CancellationException;

/**
 * When the API server last gave no answer, or ended a watch: what was seen in such a time may be old, and what did not
 * happen may be the cluster's fault.
 */
public final class Outages {
    private long lastNanos;
    private String said = "";

    /** What happened just now. */
    public synchronized void note(String what) {
        lastNanos = System.nanoTime();
        said = what;
    }

    /** A request that got no answer. */
    void note(Throwable failure) {
        if (!(failure instanceof CancellationException || failure instanceof InterruptedException)) {
            String name = failure.getClass().getSimpleName();
            note(failure.getMessage() == null ? name : name + ": " + failure.getMessage());
        }
    }

    /** A server that answers that it cannot: it starts, or has lost what it needs. */
    void note(int code) {
        if (code / 100 == 5) {
            note("HTTP " + code);
        }
    }

    /** True if there was one since a {@link System#nanoTime()}. */
    public synchronized boolean since(long nanos) {
        return !said.isEmpty() && lastNanos - nanos >= 0;
    }

    /** What the last one was like; empty if there was none. */
    public synchronized String said() {
        return said;
    }
}
