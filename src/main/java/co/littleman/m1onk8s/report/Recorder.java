// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each verdict as soon as it is made, whatever becomes of the run: on the disk first, and only then on the
 * screen. An observer cannot break the run.
 */
public final class Recorder implements Progress, AutoCloseable {
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final Progress watcher;
    private final UnaryOperator<Verdict> explained;
    private @Nullable Journal journal;
    private boolean stopped;

    /**
     * For a run.
     *
     * @param watcher is told what was kept
     * @param explained what a verdict is worth at the moment in which it is made
     */
    public Recorder(Progress watcher, UnaryOperator<Verdict> explained) {
        this.watcher = watcher;
        this.explained = explained;
    }

    /** Begins the journal. */
    public synchronized void begin(ReportDirectory report, int verdictsToCome, RunFacts facts) {
        try {
            Journal begun = Journal.begin(report.journal(), ReportDirectory.room(verdictsToCome));
            journal = begun;
            begun.run(facts);
        } catch (IOException e) {
            lose(e);
        }
    }

    /** More is known of the run. */
    public void know(RunFacts facts) {
        write(line -> line.run(facts));
    }

    @Override
    public void judged(Verdict verdict) {
        Verdict kept = explained.apply(verdict);
        synchronized (this) {
            if (stopped) {
                return;
            }
            verdicts.put(kept.name(), kept);
        }
        write(line -> line.verdict(kept));
        told(() -> watcher.judged(kept));
    }

    /** Writes verdicts down that nobody is told now. */
    public void add(List<Verdict> more) {
        write(line -> line.verdicts(more));
    }

    /** What was kept so far, by name. */
    public synchronized Map<String, Verdict> verdicts() {
        return new LinkedHashMap<>(verdicts);
    }

    /** What was kept, by name. Nothing is from now on: nobody changes a result that is on its way out. */
    public synchronized Map<String, Verdict> stop() {
        stopped = true;
        return verdicts();
    }

    @Override
    public void note(String line) {
        told(() -> watcher.note(line));
    }

    @Override
    public void began(String phase) {
        told(() -> watcher.began(phase));
    }

    @Override
    public void ended(String phase, double seconds) {
        told(() -> watcher.ended(phase, seconds));
    }

    private static void told(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            // A verdict must not be lost because somebody could not listen.
        }
    }

    /** Ends the journal with the whole result. */
    public void end(Result result) {
        write(line -> line.end(
                result.run(), result.verdicts().stream().map(Verdict::name).toList()));
    }

    private interface Writing {
        void to(Journal journal) throws IOException;
    }

    private void write(Writing writing) {
        Journal open;
        synchronized (this) {
            open = journal;
        }
        if (open != null) {
            try {
                writing.to(open);
            } catch (IOException e) {
                lose(e);
            }
        }
    }

    private void lose(IOException why) {
        synchronized (this) {
            if (journal != null) {
                journal.close();
                journal = null;
            }
        }
        note(
                "warning:   the journal of this run cannot be written (%s): if the run is killed, --last shows only what came before"
                        .formatted(why.getMessage()));
    }

    @Override
    public synchronized void close() {
        stopped = true;
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }
}
