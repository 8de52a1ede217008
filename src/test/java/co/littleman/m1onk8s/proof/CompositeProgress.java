// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;

/** Two who watch one run. */
record CompositeProgress(Progress one, Progress other) implements Progress {
    @Override
    public void note(String line) {
        one.note(line);
        other.note(line);
    }

    @Override
    public void began(String phase) {
        one.began(phase);
        other.began(phase);
    }

    @Override
    public void ended(String phase, double seconds) {
        one.ended(phase, seconds);
        other.ended(phase, seconds);
    }

    @Override
    public void judged(Verdict verdict) {
        one.judged(verdict);
        other.judged(verdict);
    }
}
