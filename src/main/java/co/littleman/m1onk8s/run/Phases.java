// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Times the phases of a run, and tells the run's watcher. Phases may overlap. */
public final class Phases {
    private final Map<String, Double> seconds = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Progress progress;

    public Phases(Progress progress) {
        this.progress = progress;
    }

    /** Runs the work as a phase; its time counts even if it fails. */
    public <T> T time(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        seconds.putIfAbsent(phase, 0.0);
        progress.began(phase);
        try {
            return work.get();
        } finally {
            double took = secondsSince(start);
            // Several checks may wait for the same thing: one that comes late waits less.
            seconds.merge(phase, took, Math::max);
            progress.ended(phase, took);
        }
    }

    /** As {@link #time(String, Supplier)}, for work without a result. */
    public void time(String phase, Runnable work) {
        time(phase, () -> {
            work.run();
            return true;
        });
    }

    /** Adds a phase that is over, and was measured elsewhere. */
    public void record(String phase, double took) {
        seconds.merge(phase, took, Math::max);
        progress.ended(phase, took);
    }

    /** Seconds by phase, in the order in which they began. */
    public Map<String, Double> seconds() {
        synchronized (seconds) {
            return new LinkedHashMap<>(seconds);
        }
    }

    /** Seconds since a {@link System#nanoTime()}, to the hundredth. */
    public static double secondsSince(long nanoTime) {
        return Math.round((System.nanoTime() - nanoTime) / 1e7) / 100.0;
    }
}
